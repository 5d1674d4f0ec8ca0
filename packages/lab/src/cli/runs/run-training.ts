import { join, parse } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { isArchitectureFile } from "hourglass-core/internal/settings/choices.ts";
import { lookUp } from "hourglass-core/internal/validation.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { catalogue } from "../../data/catalogue/catalogue.ts";
import { isDataPath, locatedData, locatedFile } from "../../data/own/load-own.ts";
import { readSummary } from "../../run/folder.ts";
import { readArchitecture } from "../../run/read-architecture.ts";
import { settingsFrom } from "../options/settings-options.ts";
import { beginningOf, modelSettings, requireFittingSamples } from "./initial-weights-option.ts";
import { freshFolder, inRunFolder, loadWithProgress, type TrainCommandOptions } from "./run-workspace.ts";

/** Trains into a new folder, or goes on with the run in `--out`. */
export async function train(options: TrainCommandOptions): Promise<void> {
  if (!options.resume) return runTraining(options);
  const { resumeTraining } = await import("./resume-training.ts");
  await resumeTraining(options);
}

/** Trains into a new folder. @throws UsageError when `--out` holds a run already */
async function runTraining(options: TrainCommandOptions): Promise<void> {
  const beginning = await beginningOf(options);
  // The layers are those of the weights, unless a person says which.
  const namesModel = options["model"] !== undefined || options.config !== undefined;
  const run = namesModel ? undefined : beginning?.run;
  const settingsFor = await settingsFrom(options, options.config, run && (() => modelSettings(run)));
  const given = settingsFor();
  if (!(await isDataPath(given.dataset))) lookUp(catalogue, given.dataset, "data set");
  const located = {
    dataset: await locatedData(given.dataset),
    labels: locatedFile(given.labels),
    columns: locatedFile(given.columns),
  };
  const settings = { ...given, ...located };
  const architecture = isArchitectureFile(settings.model)
    ? (run?.model.architecture ?? (await readArchitecture(settings.model, "--model")))
    : undefined;
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
    const loading = loadWithProgress(settings, options, line, signal).then((data) => {
      if (beginning !== undefined) requireFittingSamples(beginning, data);
      return data;
    });
    // The data set is being read while the rest of the program loads; should that fail, it is told where it is awaited.
    loading.catch(() => undefined);
    const { trainAndReport } = await import("./train-and-report.ts");
    return trainAndReport(folder, line, options, {
      settings,
      settingsFor: (samples) => ({ ...settingsFor(samples), ...located }),
      ...(architecture === undefined ? {} : { architecture }),
      ...(beginning === undefined ? {} : { initialWeights: beginning.weights }),
      loading,
      signal,
    });
  });
}
