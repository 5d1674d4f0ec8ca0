import { HourglassError } from "hourglass-core/internal/errors.ts";
import { createClassifier, type TrainedClassifier } from "hourglass-core/internal/inference/classifier.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { sha256 } from "../run/files/checksums.ts";
import { finishedClassifierFiles } from "../run/files/run-files.ts";
import { type RunFolder, readHistory, readParsed, runFiles } from "../run/folder.ts";
import { shellWord } from "../run/resume-command.ts";
import { type ClassifierSummary, parseClassifierSummary } from "./classifier-summary.ts";
import { classifierOf, decodeClassifier } from "./classifier-weights.ts";

/** A finished classifier, read back from its folder. */
export interface OpenedClassifier {
  readonly summary: ClassifierSummary;
  readonly history: readonly EpochRecord[];
  readonly classifier: TrainedClassifier;
}

/** The command line that goes on with a classifier. */
export function resumeClassifierCommand(folder: string): string {
  return `hourglass classify --out ${shellWord(folder)} --resume`;
}

/**
 * The summary of a classifier that is finished and has all its files.
 * @throws HourglassError saying what is missing, and what to do
 */
export async function requireFinishedClassifier(folder: RunFolder): Promise<ClassifierSummary> {
  const summary = (await readParsed(folder, runFiles.summary, parseClassifierSummary)) as ClassifierSummary;
  const again = resumeClassifierCommand(folder.path);
  if (summary.status !== "done") {
    const why = summary.failure === undefined ? summary.status : `${summary.status}: ${summary.failure.text}`;
    throw new HourglassError(
      `the classifier in ${folder.path} is not finished (${why}): ${again} continues it`,
    );
  }
  const there = await Promise.all(finishedClassifierFiles.map((file) => folder.has(file)));
  const missing = finishedClassifierFiles.filter((_, index) => !there[index]);
  if (missing.length > 0) {
    throw new HourglassError(
      `the classifier in ${folder.path} is incomplete: ${missing.join(", ")} missing; train it anew with another --out`,
    );
  }
  return summary;
}

/**
 * Opens a finished classifier.
 * @throws HourglassError when it is unfinished, incomplete or damaged
 */
export async function openClassifier(folder: RunFolder, runtime: Runtime): Promise<OpenedClassifier> {
  const summary = await requireFinishedClassifier(folder);
  const bytes = (await folder.read(runFiles.weights)) as Uint8Array;
  const file = `${folder.path}/${runFiles.weights}`;
  const found = sha256(bytes);
  if (found !== summary.weights) {
    throw new HourglassError(
      `${file} has not the weights that this classifier ended with: expected SHA-256 ${summary.weights}, found ${found}`,
    );
  }
  const model = classifierOf(summary);
  const weights = decodeClassifier(model, bytes, file);
  return {
    summary,
    history: await readHistory(folder),
    classifier: await createClassifier(runtime, model, weights),
  };
}
