import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { optionName } from "hourglass-core/internal/settings/settings-table.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { deviceOf } from "../../run/environment.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { type RunFolder, readSummary, runFiles } from "../../run/folder.ts";
import { readResumeState } from "../../run/resume-state.ts";
import { requireSameCourse } from "../../run/same-course.ts";
import { givenSettings } from "../options/settings-options.ts";
import { sameInitialWeights } from "./initial-weights-option.ts";
import { inRunFolder, loadWithProgress, type TrainCommandOptions } from "./run-workspace.ts";
import { type DataPlaces, relocated } from "./stored-run.ts";
import { trainAndReport } from "./train-and-report.ts";

/** Goes on with an interrupted or killed run, or adds epochs to a finished one. */
export async function resumeTraining(options: TrainCommandOptions): Promise<void> {
  const path = options.out;
  if (path === undefined) throw new UsageError("--resume: name the run's folder with --out DIR");
  await inRunFolder(path, async (folder, line, signal) => {
    const summary = await requireRun(folder);
    const { settings, ...places } = resumedSettings(summary, options);
    const located = await relocated(settings, places);
    const state = await readResumeState(folder, summary);
    const initialWeights = await sameInitialWeights(options, summary, state !== undefined);
    // Without a state it begins anew, with whatever it is given.
    if (state !== undefined) requireSameCourse(summary.settings, located, state.history);
    return trainAndReport(folder, line, options, {
      settings: located,
      architecture: summary.model.architecture,
      loading: loadWithProgress(located, options, line, signal),
      signal,
      ...(state === undefined ? {} : { resume: { summary, state } }),
      ...(initialWeights === undefined ? {} : { initialWeights }),
      before: summary,
    });
  });
}

/** @throws UsageError where there is no run, HourglassError where it cannot go on */
async function requireRun(folder: RunFolder): Promise<RunSummary> {
  const summary = await readSummary(folder);
  if (summary === undefined) {
    throw new UsageError(`--resume: ${folder.path} holds no run (${runFiles.summary} is missing)`);
  }
  if (summary.failure?.kind !== "diverged") return summary;
  throw new HourglassError(
    `--resume: the run in ${folder.path} diverged: ${summary.failure.text}. The same steps would diverge again: ` +
      "train anew with a smaller --learning-rate and another --out",
  );
}

/** What may change on resuming; where the data lie, too, if they are the same. */
const open: readonly SettingName[] = ["epochs", "patience", "minDelta", "device"];

/** A run's own settings, but for those that only say how long to train, or where its data lie now. */
function resumedSettings(
  summary: RunSummary,
  options: TrainCommandOptions,
): {
  readonly settings: Settings;
} & DataPlaces {
  const own = summary.settings;
  const { dataset, labels, columns, ...given } = givenSettings(options);
  if (options.config !== undefined) {
    throw new UsageError(
      "--config: a run keeps its own settings on --resume; give what may change as options",
    );
  }
  if (given.epochs !== undefined && given.epochs < summary.epochs.run) {
    throw new UsageError(
      `--epochs ${given.epochs}: this run has ${counted(summary.epochs.run, "epoch")} already`,
    );
  }
  for (const name of Object.keys(given) as Exclude<SettingName, keyof DataPlaces>[]) {
    if (!open.includes(name) && String(given[name]) !== String(own[name])) {
      throw new UsageError(
        `--${optionName(name)} ${given[name]}: this run has ${own[name]}; only ${open.map((one) => `--${optionName(one)}`).join(", ")} ` +
          "may change on --resume, and --dataset, --labels and --columns, if the data were moved",
      );
    }
  }
  // What a clock chose once is not chosen again.
  const device = given.device ?? deviceOf(summary.environment);
  return { settings: { ...own, ...given, device }, dataset, labels, columns };
}
