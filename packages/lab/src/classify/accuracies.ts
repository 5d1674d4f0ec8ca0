import { deviation, group } from "d3-array";
import { meanOf } from "../evaluation/spread.ts";
import { type ClassifierSummary, networks, type TrainedNetwork } from "./classifier-summary.ts";
import type { LabelsPerClass } from "./draw-labels.ts";

/** The test accuracy of a network with so many labels, over seeds. */
export interface Accuracy {
  readonly network: TrainedNetwork;
  readonly labelsPerClass: LabelsPerClass;
  /** All labels that were used. */
  readonly labels: number;
  readonly seeds: number;
  readonly mean: number;
  /** Sample standard deviation over seeds; absent of one. */
  readonly deviation?: number;
}

/** The accuracies of what is trained, network by network, few labels first. */
export function accuracies({ trainings }: Pick<ClassifierSummary, "trainings">): readonly Accuracy[] {
  const found = [...group(trainings, ({ network, labels }) => `${network} ${labels.all}`).values()];
  return found
    .map((same): Accuracy => {
      const [first] = same as [(typeof same)[number]];
      const values = same.map(({ accuracy }) => accuracy);
      const spread = deviation(values);
      return {
        ...{ network: first.network, labelsPerClass: first.labelsPerClass, labels: first.labels.all },
        ...{ seeds: same.length, mean: meanOf(values) },
        ...(spread === undefined ? {} : { deviation: spread }),
      };
    })
    .sort((a, b) => networks.indexOf(a.network) - networks.indexOf(b.network) || a.labels - b.labels);
}
