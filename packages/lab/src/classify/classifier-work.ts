import { sha256 } from "../run/files/checksums.ts";
import { type ClassifierPlan, type ClassifierTraining, networks } from "./classifier-summary.ts";
import type { LabelsPerClass } from "./draw-labels.ts";

/** A training that is to be done. */
export type ClassifierWork = Pick<ClassifierTraining, "network" | "labelsPerClass" | "seed">;

/** All trainings of a plan: most labels first, so that the first one is the classifier that is kept. */
export function workOf({ labelsPerClass, seeds }: ClassifierPlan): readonly ClassifierWork[] {
  const most = (count: LabelsPerClass): number => (count === "all" ? Number.POSITIVE_INFINITY : count);
  const sizes = [...new Set(labelsPerClass)].sort((a, b) => most(b) - most(a));
  return sizes.flatMap((size) =>
    seeds.flatMap((seed) => networks.map((network) => ({ network, labelsPerClass: size, seed }))),
  );
}

/** SHA-256 (hex) of all that the states of a training follow from. */
export function workIdentity(
  { fineTune, hidden, epochs, batchSize, learningRate, patience, schedule, weightDecay }: ClassifierPlan,
  { network, labelsPerClass, seed }: ClassifierWork,
  encoder: string,
  data: string,
): string {
  // What an earlier version did is named as it named it.
  const later = schedule === undefined && weightDecay === undefined ? [] : [schedule ?? "", weightDecay ?? 0];
  const planned = [fineTune, hidden, epochs, batchSize, learningRate, patience, ...later];
  return sha256(JSON.stringify([planned, network, labelsPerClass, seed, encoder, data]));
}

/** Steps that a training takes where the plan does not say how many epochs: enough for Adam to settle a head. */
const usualSteps = 1000;
const fewestEpochs = 10;

/** Passes over `labels` samples: as planned, or as many as make 1,000 steps, 10 at least. */
export function epochsFor({ epochs, batchSize }: ClassifierPlan, labels: number): number {
  if (epochs !== "auto") return epochs;
  return Math.max(fewestEpochs, Math.ceil(usualSteps / Math.ceil(labels / batchSize)));
}
