import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { unlessDamaged } from "hourglass-core/internal/errors.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { shareDone } from "hourglass-core/internal/training/run-epochs.ts";
import { FolderInUseError, FolderLostError, lockFolder } from "../../data/files/lock.ts";
import { FitUnderWayError } from "../../measures/shared-fits.ts";
import { requireSameData, sha256OfDataset } from "../../run/files/data-identity.ts";
import { readMeasures, writeMeasures } from "../../run/files/measures-file.ts";
import { type RunFolder, readSummary, runFolder } from "../../run/folder.ts";
import type { RunMeasurer } from "../../run/measure-run.ts";
import { missingFiles, type OpenedRun, openRun } from "../../run/open-run.ts";
import { readResumeState } from "../../run/resume-state.ts";
import { trainRun } from "../../run/train-run.ts";
import { hasResult } from "../store/result-store.ts";
import { runName } from "../store/run-name.ts";
import { denoiseExamples, rebuildExamples } from "./examples.ts";
import type { Job, JobPart } from "./jobs.ts";
import { keepResult } from "./keep-result.ts";
import { programSum } from "./name-runs.ts";
import { readFinished } from "./outcomes.ts";
import { denoisedFile, examplesFile, runPath } from "./study-folder.ts";
import { UnfitError } from "./unfit.ts";

/** What a worker has for all its jobs, and whom it tells. */
export interface JobTools {
  readonly runtime: Runtime;
  readonly dataset: Dataset<Samples>;
  readonly measurer: RunMeasurer;
  /** Writes the report of a finished run into its folder. */
  readonly writeReport: (
    folder: RunFolder,
    run: OpenedRun,
    dataset: Dataset<Samples>,
    signal: AbortSignal,
  ) => Promise<unknown>;
  readonly signal: AbortSignal;
  readonly onProgress: (part: JobPart, fraction: number, text: string) => void;
}

/**
 * Trains, measures and reports a run, and puts what it gives into the study's store; or goes on where that was interrupted: what is there
 * already is not done again.
 * @returns `stopped` where the signal ended it, `taken` where another process has the run's folder, `put off` where its measures need what
 *   another worker is computing
 * @throws UnfitError where this process would train another run than the study means
 */
export async function runJob(job: Job, tools: JobTools): Promise<"done" | "stopped" | "taken" | "put off"> {
  const path = runPath(job.study, job.id);
  const lock = await lockFolder(path).catch((error: unknown) => {
    if (error instanceof FolderInUseError) return undefined;
    throw error;
  });
  if (lock === undefined) return "taken";
  try {
    const folder = runFolder(path, lock);
    await folder.removeLeftovers();
    if (await isKept(job, folder)) return "done";
    requireNamed(job, tools.dataset);
    const run = await trainOrOpen(folder, job, tools);
    if (run === undefined) return "stopped";
    try {
      await finishRun(folder, run, job, tools);
    } finally {
      await run.autoencoder.release();
    }
    await keep(job, folder);
    return "done";
  } catch (error) {
    if (tools.signal.aborted) return "stopped";
    // While this process gave no sign of life, another one went on with the run.
    if (error instanceof FolderLostError) return "taken";
    if (error instanceof FitUnderWayError) return "put off";
    throw error;
  } finally {
    await lock.release();
  }
}

/** Whether the run is finished, and has its result in the store. */
async function isKept({ study, name }: Job, folder: RunFolder): Promise<boolean> {
  const outcome = await readFinished(folder).catch(unlessDamaged);
  return outcome?.status === "done" && hasResult(runFolder(study), name);
}

/** Whoever has lost the folder keeps nothing: what the other makes of it counts. */
async function keep({ study, id, name }: Job, folder: RunFolder): Promise<void> {
  const outcome = await readFinished(folder);
  if (outcome.status !== "done")
    throw new TypeError(`${folder.path}: the run is finished, and its files do not say so`);
  await keepResult(runFolder(study), { id, name }, folder, outcome);
}

/** @throws UnfitError where settings, data and this version of hourglass together are another run than the one of that name */
function requireNamed(job: Job, dataset: Dataset<Samples>): void {
  const { name, id, settings, measures, version } = job;
  const shape = shapeOf(dataset.train);
  const architecture = job.architecture ?? architectureOf(settings, shape);
  const program = programSum(settings, architecture, shape);
  const data = sha256OfDataset(dataset);
  const found = runName({ settings, architecture, data, program, measures, version });
  if (found === name) return;
  throw new UnfitError(
    `this hourglass makes another training of ${id} than the study means (${found.slice(0, 12)}... in place of ${name.slice(0, 12)}...): ` +
      "train it with the version that the study was begun with, or continue the study with this one (--resume)",
  );
}

/** The trained run; `undefined` where training was interrupted. */
async function trainOrOpen(
  folder: RunFolder,
  job: Job,
  { runtime, dataset, signal, onProgress }: JobTools,
): Promise<OpenedRun | undefined> {
  const before = await readSummary(folder);
  if (before !== undefined) requireSameData(dataset, before.dataset);
  const isWhole = before?.status === "done" && (await missingFiles(folder)).length === 0;
  if (isWhole) return openRun(folder.path, runtime);
  const state = before === undefined ? undefined : await readResumeState(folder, before);
  const resume = before === undefined || state === undefined ? undefined : { summary: before, state };
  const { settings, architecture } = job;
  const { autoencoder, ...run } = await trainRun({
    folder,
    settings,
    dataset,
    runtime,
    signal,
    ...(architecture === undefined ? {} : { architecture }),
    ...(resume === undefined ? {} : { resume }),
    onPretraining: ({ part, parts, epoch, epochs }) =>
      onProgress("training", 0, `pretraining layer ${part} of ${parts}, epoch ${epoch}/${epochs}`),
    onProgress: (progress) => {
      const { epoch, epochs, trainingLoss } = progress;
      const words = `epoch ${epoch}/${epochs}, training loss ${trainingLoss.toFixed(4)}`;
      onProgress("training", shareDone(progress), words);
    },
  });
  return autoencoder === undefined ? undefined : { ...run, autoencoder };
}

/** Measures, examples and report, which is written last: where it is, the run is done. */
async function finishRun(
  folder: RunFolder,
  run: OpenedRun,
  { measures, mayBePutOff = false }: Job,
  { dataset, measurer, writeReport, signal, onProgress }: JobTools,
): Promise<void> {
  if ((await readMeasures(folder, run.summary)) === undefined) {
    const found = await measurer.measure(measures, run, dataset, {
      signal,
      wait: !mayBePutOff,
      onProgress: (fraction, title) => onProgress("after", fraction / 2, `measuring: ${title}`),
    });
    const { weights } = run.summary;
    if (weights === undefined) throw new TypeError("a finished run says which weights it has");
    await writeMeasures(folder, found, { weights, data: sha256OfDataset(dataset) });
  }
  signal.throwIfAborted();
  await folder.write(examplesFile, await rebuildExamples(run.autoencoder, dataset.test));
  const { corruption } = objectiveOf(run.summary.settings);
  if (corruption !== undefined) {
    await folder.write(denoisedFile, await denoiseExamples(run.autoencoder, dataset.test, corruption));
  }
  onProgress("after", 0.5, "drawing the report");
  await writeReport(folder, run, dataset, signal);
}
