import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { attempt, type Checked, checkData, compareChecksums, programFacts, wrong } from "../run/check-run.ts";
import { sha256 } from "../run/files/checksums.ts";
import { provenanceProblem } from "../run/files/provenance.ts";
import { finishedClassifierFiles } from "../run/files/run-files.ts";
import { type RunFolder, readHistory, runFiles } from "../run/folder.ts";
import type { ClassifierSummary } from "./classifier-summary.ts";
import { classifierOf, decodeClassifier } from "./classifier-weights.ts";
import { readClassifierSummary } from "./open-classifier.ts";

/**
 * Looks at all files of a classifier: each can be read, is as it was recorded, and is of the same weights and data as the others.
 * @param dataset the one that it was trained on, as it is now; without it, the data are not looked at
 */
export async function checkClassifier(
  folder: RunFolder,
  dataset?: Dataset<Samples> | HourglassError,
): Promise<readonly Checked[]> {
  const checks = new Map<string, Checked>();
  const recorded = await attempt(() => folder.readChecksums());
  for (const check of await compareChecksums(folder, recorded)) checks.set(check.what, check);
  const summary = await attempt(() => readClassifierSummary(folder));
  const found =
    summary instanceof HourglassError
      ? [wrong(runFiles.summary, summary)]
      : await checkParts(folder, summary as ClassifierSummary, dataset);
  for (const check of found) {
    // What a look inside finds right adds nothing to a checksum that is not.
    const before = checks.get(check.what);
    if (before === undefined || check.status !== "right") checks.set(check.what, check);
  }
  return [...checks.values()];
}

async function checkParts(
  folder: RunFolder,
  summary: ClassifierSummary,
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
    for (const what of finishedClassifierFiles) {
      if (await folder.has(what)) continue;
      checks.push({ what, status: "missing", problem: "train the classifier anew with another --out" });
    }
  }
  await look(runFiles.metrics, () => readHistory(folder));
  if (summary.weights !== undefined) {
    const expected = { weights: summary.weights, data: summary.dataset.sha256 as string };
    await look(runFiles.weights, (bytes) => {
      decodeClassifier(classifierOf(summary), bytes, `${folder.path}/${runFiles.weights}`);
      const found = sha256(bytes);
      if (found === expected.weights) return;
      throw new HourglassError(
        `expected SHA-256 ${expected.weights}, as ${runFiles.summary} has, found ${found}`,
      );
    });
    await look(runFiles.classifier, (bytes) => {
      const facts = programFacts(bytes, `${folder.path}/${runFiles.classifier}`);
      const problem = provenanceProblem(facts, expected);
      if (problem !== undefined) throw new HourglassError(problem);
    });
  }
  return [...checks, checkData(summary, dataset)];
}
