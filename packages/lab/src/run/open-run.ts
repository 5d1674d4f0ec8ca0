import { join } from "node:path";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { type Autoencoder, createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { requireRuntime } from "hourglass-core/internal/runtime/require-runtime.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { sha256 } from "./files/checksums.ts";
import { finishedFiles } from "./files/run-files.ts";
import type { RunSummary } from "./files/summary.ts";
import { decodeWeights, type WeightsFile } from "./files/weights.ts";
import { type RunFolder, readHistory, readSummary, runFiles, runFolder } from "./folder.ts";
import { resumeCommand } from "./resume-command.ts";
import { modelOfRun } from "./train-run.ts";

/** A finished run, read back from its folder. */
export interface OpenedRun {
  readonly summary: RunSummary;
  readonly history: readonly EpochRecord[];
  readonly autoencoder: Autoencoder;
}

/**
 * Opens a finished run.
 * @throws HourglassError when the folder holds none, or one that is unfinished, incomplete or damaged, or whose files are not of
 * one training
 */
export async function openRun(path: string, runtime: Runtime): Promise<OpenedRun> {
  requireRuntime(runtime, "openRun");
  const folder = runFolder(path);
  const summary = await requireFinished(folder);
  const { file, bytes } = await readWeights(folder, summary);
  const history = await readHistory(folder);
  if (history.length !== summary.epochs.run) {
    throw new HourglassError(
      `${join(path, runFiles.metrics)}: expected ${counted(summary.epochs.run, "epoch")}, as ${runFiles.summary} has, ` +
        `found ${history.length}; ${resumeCommand(path)} writes them anew from the checkpoint`,
    );
  }
  const model = modelOfRun(summary, join(path, runFiles.summary));
  const weights = decodeWeights(model, bytes, file);
  return {
    summary: { ...summary, weights: sha256(bytes) },
    history,
    autoencoder: await createAutoencoder(runtime, model, weights, objectiveOf(summary.settings)),
  };
}

/**
 * The file of the weights that a finished run ended with.
 * @throws HourglassError where it has others
 */
export async function readWeights(folder: RunFolder, { weights }: RunSummary): Promise<WeightsFile> {
  const bytes = (await folder.read(runFiles.weights)) as Uint8Array;
  const file = join(folder.path, runFiles.weights);
  const found = sha256(bytes);
  if (weights === undefined || weights === found) return { file, bytes };
  throw new HourglassError(
    `${file} has not the weights that this run ended with: expected SHA-256 ${weights}, found ${found}; ` +
      `${resumeCommand(folder.path)} writes them anew from the checkpoint`,
  );
}

/**
 * The summary of a run that is finished and has all its files.
 * @throws HourglassError saying what is missing, and what to do
 */
export async function requireFinished(folder: RunFolder): Promise<RunSummary> {
  const { path } = folder;
  const summary = await readSummary(folder);
  if (summary === undefined) {
    throw new HourglassError(`${path} holds no run: expected ${join(path, runFiles.summary)}`);
  }
  if (summary.status !== "done") throw new HourglassError(unfinishedWords(path, summary));
  const missing = await missingFiles(folder);
  if (missing.length > 0) {
    const checkpoint = !missing.includes(runFiles.checkpoint);
    throw new HourglassError(
      `the run in ${path} is incomplete: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing; ` +
        (checkpoint ? `${resumeCommand(path)} writes what is missing` : "train it anew with another --out"),
    );
  }
  return summary;
}

/** What a finished run ought to have and has not. */
export async function missingFiles(folder: RunFolder): Promise<readonly string[]> {
  const there = await Promise.all(finishedFiles.map((file) => folder.has(file)));
  return finishedFiles.filter((_, index) => !there[index]);
}

function unfinishedWords(path: string, { status, failure }: RunSummary): string {
  if (failure?.kind === "diverged") {
    return (
      `the run in ${path} has no model: ${failure.text}. The same steps would diverge again: ` +
      "train anew with a smaller --learning-rate and another --out"
    );
  }
  const why = failure === undefined ? status : `${status}: ${failure.text}`;
  return `the run in ${path} is not finished (${why}): ${resumeCommand(path)} continues it`;
}
