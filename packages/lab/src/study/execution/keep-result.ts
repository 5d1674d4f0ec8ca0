import { stat } from "node:fs/promises";
import { cpus, hostname } from "node:os";
import { join } from "node:path";
import { type RunFolder, runFiles } from "../../run/folder.ts";
import { putResult } from "../store/result-store.ts";
import { type DoneOutcome, type Repeat, type StoredResult, storedOutcome } from "../store/stored-result.ts";
import { denoisedFile, examplesFile } from "./study-folder.ts";

/** The files of a run that are the same to the bit wherever it is trained. */
const sameFiles: readonly string[] = [
  ...[runFiles.weights, runFiles.encoder, runFiles.decoder, runFiles.autoencoder, runFiles.trainer],
  ...[examplesFile, denoisedFile],
];

/** The files that an outcome is read from, and those that tell that a run is whole. */
const stampedFiles: readonly string[] = [
  ...[runFiles.summary, runFiles.measures, runFiles.evaluation, runFiles.report, runFiles.weights],
];

/**
 * Puts what a finished run gives to its study into the study's store, under the run's name.
 * @returns what it was compared with, where the store had a result of that name
 */
export async function keepResult(
  study: Pick<RunFolder, "path" | "read">,
  run: { readonly id: string; readonly name: string },
  folder: RunFolder,
  outcome: DoneOutcome,
): Promise<Repeat | undefined> {
  const sums = (await folder.readChecksums()) ?? new Map<string, string>();
  const files = sameFiles.flatMap((file) => {
    const sum = sums.get(file);
    return sum === undefined ? [] : [[file, sum] as const];
  });
  const [processor] = cpus();
  return putResult(study, {
    ...{ name: run.name, run: run.id },
    files: Object.fromEntries(files),
    outcome: storedOutcome(outcome),
    made: {
      host: hostname(),
      cpu: processor?.model.trim() ?? "unknown",
      finished: new Date().toISOString(),
      seconds: outcome.seconds,
    },
    stamps: await stampsOf(folder.path),
  });
}

/** The outcome that a result holds, `undefined` where the run's folder has changed since: it was measured anew, copied or removed. */
export async function outcomeOf(
  { outcome, made, stamps }: StoredResult,
  path: string,
): Promise<DoneOutcome | undefined> {
  const now = await stampsOf(path);
  const isSame = stampedFiles.every((file) => {
    const [before, after] = [stamps[file], now[file]];
    return before !== undefined && before[0] === after?.[0] && before[1] === after[1];
  });
  return isSame ? { status: "done", seconds: made.seconds, ...outcome } : undefined;
}

async function stampsOf(path: string): Promise<StoredResult["stamps"]> {
  const found = await Promise.all(
    stampedFiles.map(async (file) => {
      const info = await stat(join(path, file)).catch(() => undefined);
      return info === undefined ? [] : [[file, [info.size, info.mtimeMs] as const] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}
