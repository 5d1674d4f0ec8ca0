import { join } from "node:path";
import { UsageError } from "../errors.ts";
import { decodeCheckpoint } from "../run/checkpoint.ts";
import { readSummary, runFiles } from "../run/folder.ts";
import type { RunSummary } from "../run/summary.ts";
import { modelOfRun } from "../run/train-run.ts";
import { optionName, type SettingName, type Settings, storedSettings } from "../settings/settings.ts";
import { inRunFolder, loadWithProgress, type TrainCommandOptions } from "./run-workspace.ts";
import { givenSettings } from "./settings-options.ts";
import { trainAndReport } from "./train-and-report.ts";

/** Goes on with an interrupted or killed run, or adds epochs to a finished one. */
export async function resumeTraining(options: TrainCommandOptions): Promise<void> {
  const path = options.out;
  if (path === undefined) throw new UsageError("--resume: name the run's folder with --out DIR");
  await inRunFolder(path, async (folder, line, signal) => {
    const summary = await readSummary(folder);
    if (summary === undefined)
      throw new UsageError(`--resume: ${path} holds no run (${runFiles.summary} is missing)`);
    const settings = resumedSettings(summary, options);
    const model = modelOfRun(summary);
    const bytes = await folder.read(runFiles.checkpoint);
    const resume =
      bytes === undefined
        ? undefined
        : { summary, state: decodeCheckpoint(model, bytes, join(path, runFiles.checkpoint)) };
    return trainAndReport(folder, line, options, {
      settings,
      architecture: summary.model.architecture,
      loading: loadWithProgress(settings, options, line, signal),
      signal,
      ...(resume === undefined ? {} : { resume }),
      before: summary,
    });
  });
}

/** A run's own settings, but for those that only say how long to train. */
function resumedSettings(summary: RunSummary, options: TrainCommandOptions): Settings {
  const own = storedSettings({ ...summary.settings }, runFiles.summary);
  const given = givenSettings(options);
  if (options.config !== undefined) {
    throw new UsageError(
      "--config: a run keeps its own settings on --resume; give what may change as options",
    );
  }
  if (given.epochs !== undefined && given.epochs < summary.epochs.run) {
    throw new UsageError(`--epochs ${given.epochs}: this run has ${summary.epochs.run} epochs already`);
  }
  const open: readonly SettingName[] = ["epochs", "patience", "minDelta"];
  for (const name of Object.keys(given) as SettingName[]) {
    if (!open.includes(name) && String(given[name]) !== String(own[name])) {
      throw new UsageError(
        `--${optionName(name)} ${given[name]}: this run has ${own[name]}; only ${open.map((one) => `--${optionName(one)}`).join(", ")} may change on --resume`,
      );
    }
  }
  return { ...own, ...given };
}
