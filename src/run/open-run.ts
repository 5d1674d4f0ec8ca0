import { join } from "node:path";
import { HourglassError } from "../errors.ts";
import { type Autoencoder, createAutoencoder } from "../inference/autoencoder.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { objectiveOf } from "../settings/training-options.ts";
import type { EpochRecord } from "../training/epoch.ts";
import { readHistory, readSummary, runFiles, runFolder } from "./folder.ts";
import { resumeCommand } from "./resume-command.ts";
import type { RunSummary } from "./summary.ts";
import { modelOfRun } from "./train-run.ts";
import { decodeWeights } from "./weights.ts";

/** A finished run, read back from its folder. */
export interface OpenedRun {
  readonly summary: RunSummary;
  readonly history: readonly EpochRecord[];
  readonly autoencoder: Autoencoder;
}

/**
 * Opens a finished run.
 * @throws HourglassError when the folder holds none, or one that is unfinished or damaged
 */
export async function openRun(path: string, runtime: Runtime): Promise<OpenedRun> {
  const folder = runFolder(path);
  const summary = await readSummary(folder);
  if (summary === undefined) {
    throw new HourglassError(`${path} holds no run: expected ${join(path, runFiles.summary)}`);
  }
  // A run that was finished and is being continued has weights of its first end.
  const bytes = summary.status === "done" ? await folder.read(runFiles.weights) : undefined;
  if (bytes === undefined) {
    throw new HourglassError(
      `the run in ${path} is not finished (${summary.status}): ${resumeCommand(path)} continues it`,
    );
  }
  const model = modelOfRun(summary);
  const weights = decodeWeights(model, bytes, join(path, runFiles.weights));
  return {
    summary,
    history: await readHistory(folder),
    autoencoder: await createAutoencoder(runtime, model, weights, objectiveOf(summary.settings)),
  };
}
