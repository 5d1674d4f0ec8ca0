import type { TrainedKind } from "../run/check-trained.ts";
import { finishedClassifierFiles, runFiles } from "../run/files/run-files.ts";
import { type ClassifierSummary, parseClassifierSummary } from "./classifier-summary.ts";
import { classifierOf, decodeClassifier } from "./classifier-weights.ts";

/** What is looked at when a classifier is checked. */
export const checkedClassifier: TrainedKind<ClassifierSummary> = {
  files: finishedClassifierFiles,
  advice: "train the classifier anew with another --out",
  program: runFiles.classifier,
  parse: parseClassifierSummary,
  readWeights: (summary, bytes, file) => decodeClassifier(classifierOf(summary), bytes, file),
};
