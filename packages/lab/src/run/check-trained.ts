import { join } from "node:path";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { attempt, type Checked, checkData, compareChecksums, programFacts, wrong } from "./check-run.ts";
import { sha256 } from "./files/checksums.ts";
import { provenanceProblem } from "./files/provenance.ts";
import type { RunSummary } from "./files/summary.ts";
import { type RunFolder, readHistory, readParsed, runFiles } from "./folder.ts";

/** What the run.json of anything that was trained says. */
type TrainedSummary = Pick<RunSummary, "status" | "settings" | "dataset" | "weights">;

/** A run that is not that of an autoencoder: its summary, its weights, and the one program that is made of them. */
export interface TrainedKind<S extends TrainedSummary> {
  /** The files that it has when it is done. */
  readonly files: readonly string[];
  /** What to do where one of them is missing. */
  readonly advice: string;
  readonly program: string;
  /** @throws HourglassError naming what is wrong */
  readonly parse: (bytes: Uint8Array, file: string) => S;
  /** @throws HourglassError where the weights are damaged, or are none of it */
  readonly readWeights: (summary: S, bytes: Uint8Array, file: string) => unknown;
}

/**
 * Looks at all files of such a run: each can be read, is as it was recorded, and is of the same weights and data as the others.
 * @param dataset the one that it was trained on, as it is now; without it, the data are not looked at
 */
export async function checkTrained<S extends TrainedSummary>(
  kind: TrainedKind<S>,
  folder: RunFolder,
  dataset?: Dataset<Samples> | HourglassError,
): Promise<readonly Checked[]> {
  const checks = new Map<string, Checked>();
  const recorded = await attempt(() => folder.readChecksums());
  for (const check of await compareChecksums(folder, recorded)) checks.set(check.what, check);
  const summary = await attempt(() => readParsed(folder, runFiles.summary, kind.parse));
  const found =
    summary instanceof HourglassError
      ? [wrong(runFiles.summary, summary)]
      : await checkParts(kind, folder, summary as S, dataset);
  for (const check of found) {
    // What a look inside finds right adds nothing to a checksum that is not.
    const before = checks.get(check.what);
    if (before === undefined || check.status !== "right") checks.set(check.what, check);
  }
  return [...checks.values()];
}

async function checkParts<S extends TrainedSummary>(
  { files, advice, program, readWeights }: TrainedKind<S>,
  folder: RunFolder,
  summary: S,
  dataset: Dataset<Samples> | HourglassError | undefined,
): Promise<readonly Checked[]> {
  const checks: Checked[] = [];
  const look = async (what: string, inside: (bytes: Uint8Array) => unknown): Promise<void> => {
    const result = await attempt(async () => {
      const bytes = await folder.read(what);
      if (bytes === undefined) return false;
      await inside(bytes);
      return true;
    });
    if (result instanceof HourglassError) checks.push(wrong(what, result));
    else if (result) checks.push({ what, status: "right" });
  };
  if (summary.status === "done") {
    for (const what of files) {
      if (await folder.has(what)) continue;
      checks.push({ what, status: "missing", problem: advice });
    }
  }
  await look(runFiles.metrics, () => readHistory(folder));
  if (summary.weights !== undefined) {
    const expected = { weights: summary.weights, data: summary.dataset.sha256 as string };
    await look(runFiles.weights, (bytes) => {
      readWeights(summary, bytes, join(folder.path, runFiles.weights));
      const found = sha256(bytes);
      if (found === expected.weights) return;
      throw new HourglassError(
        `expected SHA-256 ${expected.weights}, as ${runFiles.summary} has, found ${found}`,
      );
    });
    await look(program, (bytes) => {
      const problem = provenanceProblem(programFacts(bytes, join(folder.path, program)), expected);
      if (problem !== undefined) throw new HourglassError(problem);
    });
  }
  return [...checks, checkData(summary, dataset)];
}
