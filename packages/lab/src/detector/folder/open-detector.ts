import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { withArticle } from "hourglass-core/internal/words.ts";
import { sha256 } from "../../run/files/checksums.ts";
import { kindOfRun } from "../../run/files/run-files.ts";
import { largestText, type RunFolder, readHistory, readParsed, runFiles } from "../../run/folder.ts";
import { type Detector, openDetector } from "../detector.ts";
import { decodeDetector } from "../detector-file.ts";
import type { FittedDetector } from "../fit-detector.ts";
import { type DetectorSummary, parseDetectorSummary } from "./detector-summary.ts";

/** A detector as its folder has it. */
export interface StoredDetector {
  readonly summary: DetectorSummary;
  readonly history: readonly EpochRecord[];
  readonly facts: FittedDetector;
}

/**
 * Reads a detector.
 * @throws HourglassError where the folder holds none, and where it is incomplete or damaged
 */
export async function readDetector(folder: RunFolder): Promise<StoredDetector> {
  const text = await folder.read(runFiles.summary, largestText);
  const kind = text && kindOfRun(text);
  if (kind !== "detector") {
    const found = kind === undefined ? `no ${runFiles.summary}` : `the run of ${withArticle(kind)}`;
    throw new HourglassError(
      `${folder.path}: expected the folder of a detector, found ${found}; hourglass detect fit DATA --out ${folder.path} makes one`,
    );
  }
  const summary = (await readParsed(folder, runFiles.summary, parseDetectorSummary)) as DetectorSummary;
  const file = `${folder.path}/${runFiles.weights}`;
  const bytes = await folder.read(runFiles.weights);
  if (bytes === undefined) {
    throw new HourglassError(`${file} is missing: the detector is incomplete, so fit it again`);
  }
  const found = sha256(bytes);
  if (found !== summary.weights) {
    throw new HourglassError(
      `${file} is not that of this detector: expected SHA-256 ${summary.weights}, found ${found}`,
    );
  }
  return { summary, history: await readHistory(folder), facts: decodeDetector(bytes, file) };
}

/** {@link readDetector}, ready to score. */
export async function openDetectorOf(
  folder: RunFolder,
  runtime: Runtime,
): Promise<StoredDetector & { readonly detector: Detector }> {
  const stored = await readDetector(folder);
  return { ...stored, detector: await openDetector(runtime, stored.facts) };
}
