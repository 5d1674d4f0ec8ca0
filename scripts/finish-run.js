// Runs of the commands that write our tables: kept where they are finished, gone on with where they were interrupted.
import { trainingOptions } from "hourglass-lab";
import { lockFolder } from "hourglass-lab/internal/data/files/lock.ts";
import { readCheckpoint } from "hourglass-lab/internal/run/files/checkpoint.ts";
import { runFiles } from "hourglass-lab/internal/run/files/run-files.ts";
import { modelOfRun } from "hourglass-lab/internal/run/train-run.ts";
import { openRun, readInitialWeights, readSummary, runFolder, trainRun } from "hourglass-lab/node";

/**
 * A run, opened; trained unless it is done. Throws FolderInUseError where another process trains it.
 * @param {string} path of its folder
 * @param {{
 *   runtime: import("hourglass-lab").Runtime,
 *   dataset: import("hourglass-lab").Dataset,
 *   settings: import("hourglass-lab").Settings,
 *   number: string,
 *   finished?: boolean,
 *   begin?: string,
 * }} how `number` goes before its progress; with `finished` nothing is trained, and what is not done is `undefined`; `begin` is a finished run
 *   whose weights the training begins with
 */
export async function finishRun(path, { finished = false, ...how }) {
  const before = await readSummary(runFolder(path));
  if (before?.status !== "done") {
    if (finished) return undefined;
    const lock = await lockFolder(path);
    try {
      await train(runFolder(path, lock), path, how);
    } finally {
      await lock.release();
    }
  }
  return openRun(path, how.runtime);
}

/** Goes on from where the run was interrupted, if it was. */
async function train(folder, path, { runtime, dataset, settings, number, begin }) {
  const before = await readSummary(folder);
  const checkpoint = before === undefined ? undefined : await folder.read(runFiles.checkpoint);
  const trained = await trainRun({
    ...{ folder, runtime, dataset, settings },
    ...(before !== undefined && checkpoint !== undefined
      ? { resume: { summary: before, state: stateIn(before, checkpoint) } }
      : begin !== undefined && { initialWeights: await readInitialWeights(begin) }),
    onProgress: ({ epoch, epochs, trainingLoss, secondsLeft }) => {
      const left = Math.round(secondsLeft);
      process.stderr.write(
        `\r\u001b[K${number} ${path}: epoch ${epoch}/${epochs}, loss ${trainingLoss.toFixed(4)}, ${left} s left`,
      );
    },
  });
  await trained.autoencoder?.release();
}

/** @param {import("hourglass-lab").RunSummary} summary @param {Uint8Array} checkpoint */
function stateIn(summary, checkpoint) {
  const { optimizer } = trainingOptions(summary.settings);
  return readCheckpoint(modelOfRun(summary), optimizer, checkpoint, runFiles.checkpoint).state;
}
