import { join, parse } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { isArchitectureFile } from "hourglass-core/internal/settings/choices.ts";
import { lookUp } from "hourglass-core/internal/validation.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { catalogue } from "../../data/catalogue/catalogue.ts";
import { isDataPath, locatedData, locatedLabels } from "../../data/own/load-own.ts";
import { readSummary } from "../../run/folder.ts";
import { readArchitecture } from "../../run/read-architecture.ts";
import { type SettingsFor, settingsFrom } from "../options/settings-options.ts";
import { initialWeightsOf } from "./initial-weights-option.ts";
import { freshFolder, inRunFolder, loadWithProgress, type TrainCommandOptions } from "./run-workspace.ts";

/** Trains into a new folder, or goes on with the run in `--out`. */
export async function train(options: TrainCommandOptions): Promise<void> {
  if (!options.resume) return runTraining(await settingsFrom(options, options.config), options);
  const { resumeTraining } = await import("./resume-training.ts");
  await resumeTraining(options);
}

/** Trains into a new folder. @throws UsageError when `--out` holds a run already */
async function runTraining(settingsFor: SettingsFor, options: TrainCommandOptions): Promise<void> {
  const given = settingsFor();
  if (!(await isDataPath(given.dataset))) lookUp(catalogue, given.dataset, "data set");
  const located = {
    dataset: await locatedData(given.dataset),
    labels: locatedLabels(given.labels),
  };
  const settings = { ...given, ...located };
  const architecture = isArchitectureFile(settings.model)
    ? await readArchitecture(settings.model, "--model")
    : undefined;
  const initialWeights = await initialWeightsOf(options);
  const stem = [settings.dataset, settings.model].map((name) => parse(name).name).join("-");
  const path = options.out ?? (await freshFolder(join("runs", stem)));
  await inRunFolder(path, async (folder, line, signal) => {
    const existing = await readSummary(folder);
    if (existing !== undefined) {
      throw new UsageError(
        `${path} holds a run already (${existing.status}, ${counted(existing.epochs.run, "epoch")}): ` +
          "choose another --out, or continue that run with --resume",
      );
    }
    const loading = loadWithProgress(settings, options, line, signal);
    // The data set is being read while the rest of the program loads; should that fail, it is told where it is awaited.
    loading.catch(() => undefined);
    const { trainAndReport } = await import("./train-and-report.ts");
    return trainAndReport(folder, line, options, {
      settings,
      settingsFor: (samples) => ({ ...settingsFor(samples), ...located }),
      ...(architecture === undefined ? {} : { architecture }),
      ...(initialWeights === undefined ? {} : { initialWeights }),
      loading,
      signal,
    });
  });
}
