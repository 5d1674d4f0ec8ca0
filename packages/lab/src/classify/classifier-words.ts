import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { shareInterval } from "../evaluation/share-interval.ts";
import { shapeStored } from "../run/files/stored-shape.ts";
import type { ClassifierPlan, ClassifierSummary, ClassifierTraining } from "./classifier-summary.ts";

/** What its classes are called, by number. */
export function namesOfClasses({ model, dataset }: ClassifierSummary): readonly string[] {
  return Array.from({ length: model.classes }, (_, label) => dataset.classNames[label] ?? String(label));
}

/** `a logistic head`, `a head with hidden layers of 128 and 64 units` */
export function headWords({ hidden }: Pick<ClassifierPlan, "hidden">): string {
  if (hidden.length === 0) return "a logistic head";
  return `a head with ${hidden.length === 1 ? "a hidden layer" : "hidden layers"} of ${hidden.join(", ")} units`;
}

/** `a logistic head on the encoder, which stays as it was` */
export function planWords(plan: Pick<ClassifierPlan, "hidden" | "fineTune">): string {
  const encoder = plan.fineTune ? "which is trained with it" : "which stays as it was learnt";
  return `${headWords(plan)} on the encoder, ${encoder}`;
}

/** What was trained, in the words of a table. */
export function networkWords(
  network: ClassifierTraining["network"],
  plan: Pick<ClassifierPlan, "fineTune">,
): string {
  if (network === "encoder")
    return plan.fineTune ? "the encoder, trained further" : "the encoder as it was learnt";
  return network === "random" ? "the same network from random weights" : "logistic regression on raw values";
}

/** `0.9412 (95 % interval 0.9365 to 0.9456)`, of a share of so many samples. */
export function accuracyWords(accuracy: number, samples: number): string {
  const [low, high] = shareInterval(accuracy, samples).map((share) => share.toFixed(4));
  return `${accuracy.toFixed(4)} (95 % interval ${low} to ${high})`;
}

/** Which labels were used, all of them counted: `100 labels, 10 of each class, of which 20 only stop training early`. */
export function labelWords({ labels, labelsPerClass }: ClassifierTraining): string {
  const each = labelsPerClass === "all" ? "all of the training split" : `${labelsPerClass} of each class`;
  const stopping =
    labels.stopping === 0 ? "" : `, of which ${labels.stopping} are not trained on but stop training early`;
  return `${counted(labels.all, "label")} (${each}${stopping})`;
}

/** What it is and what it is worth, for who is told classes by it. */
export function classifierWords(summary: ClassifierSummary): string {
  const [kept] = summary.trainings;
  const { test } = summary.dataset.splits;
  const { plural } = kindOfSamples(shapeStored(summary.dataset));
  return (
    `${planWords(summary.plan)}, with ${labelWords(kept as ClassifierTraining)} ` +
    `(accuracy ${accuracyWords((kept as ClassifierTraining).accuracy, test)} on the ${test} ${plural} of the test split)`
  );
}
