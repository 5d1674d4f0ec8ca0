import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { type AnomalyScore, definitionsFor, told } from "./anomaly-scores.ts";

export type AnomalyBaselineName =
  | "cosine"
  | "smoothCosine"
  | "edgesCosine"
  | "edgesEuclid"
  | "euclid"
  | "smoothEuclid"
  | "pcaError"
  | "pcaMahalanobis";

/** Something for each baseline: what needs images is absent of other samples. */
export type OfBaselines<T> = Readonly<Record<"cosine" | "euclid" | "pcaError" | "pcaMahalanobis", T>> & {
  readonly smoothCosine?: T;
  readonly edgesCosine?: T;
  readonly edgesEuclid?: T;
  readonly smoothEuclid?: T;
};

/** What tells anomalies without an autoencoder, by name: the least that one has to better. */
export const anomalyBaselines: Readonly<Record<AnomalyBaselineName, AnomalyScore>> = {
  cosine: told("cosine"),
  smoothCosine: told("smooth-cosine"),
  edgesCosine: told("edges-cosine"),
  edgesEuclid: told("edges-euclid"),
  euclid: told("euclid"),
  smoothEuclid: told("smooth-euclid"),
  pcaError: told("pca-error"),
  pcaMahalanobis: told("pca-mahalanobis"),
};

export const anomalyBaselineNames: readonly AnomalyBaselineName[] = Object.keys(
  anomalyBaselines,
) as AnomalyBaselineName[];

/** The names of the baselines that something has, such as results; in the order of the table. */
export function baselinesIn(of: OfBaselines<unknown>): readonly AnomalyBaselineName[] {
  return anomalyBaselineNames.filter((name) => of[name] !== undefined);
}

/** What the baselines of samples of a shape are, in their words. */
export function baselineDefinitions(shape: SampleShape): OfBaselines<string> {
  return definitionsFor(shape, anomalyBaselines) as OfBaselines<string>;
}
