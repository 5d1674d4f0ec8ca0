import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { shareDone } from "hourglass-core/internal/training/run-epochs.ts";
import { FolderInUseError, type FolderLock, lockFolder } from "../../data/files/lock.ts";
import { requireSameData, sha256OfDataset } from "../../run/files/data-identity.ts";
import { readMeasures, writeMeasures } from "../../run/files/measures-file.ts";
import { type RunFolder, readSummary, runFolder } from "../../run/folder.ts";
import type { RunMeasurer } from "../../run/measure-run.ts";
import { missingFiles, type OpenedRun, openRun } from "../../run/open-run.ts";
import { readResumeState } from "../../run/resume-state.ts";
import { trainRun } from "../../run/train-run.ts";
import { denoiseExamples, rebuildExamples } from "./examples.ts";
import type { Job, JobPart } from "./jobs.ts";
import { denoisedFile, examplesFile } from "./study-folder.ts";

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
 * Trains, measures and reports a run, or goes on where that was interrupted: what is there already is not done again.
 * @returns `stopped` where the signal ended it
 */
export async function runJob(job: Job, tools: JobTools): Promise<"done" | "stopped"> {
  const lock = await lockPatiently(job.path);
  try {
    const folder = runFolder(job.path, lock);
    await folder.removeLeftovers();
    const run = await trainOrOpen(folder, job, tools);
    if (run === undefined) return "stopped";
    try {
      await finishRun(folder, run, job, tools);
    } finally {
      await run.autoencoder.release();
    }
    return "done";
  } catch (error) {
    if (tools.signal.aborted) return "stopped";
    throw error;
  } finally {
    await lock.release();
  }
}

/** How long a process may take to notice that the study it worked for was killed. */
const patienceSeconds = 20;

/** The worker of a study that was killed may still be in the folder, with work that it cannot leave at once. */
async function lockPatiently(path: string): Promise<FolderLock> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await lockFolder(path);
    } catch (error) {
      if (attempt > patienceSeconds || !(error instanceof FolderInUseError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
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
  { measures }: Job,
  { dataset, measurer, writeReport, signal, onProgress }: JobTools,
): Promise<void> {
  if ((await readMeasures(folder, run.summary)) === undefined) {
    const found = await measurer.measure(measures, run, dataset, {
      signal,
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
