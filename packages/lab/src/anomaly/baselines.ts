import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { componentDistance, componentError } from "../detector/scores/components.ts";
import { mostReferences, neighbour } from "../detector/scores/nearest.ts";
import { rawNeighbour } from "../detector/scores/raw-neighbour.ts";
import { type AnomalyScore, definitionsFor, told } from "./anomaly-scores.ts";
import { edgesInWords } from "./edges.ts";
import type { PixelDistance } from "./pixel-neighbours.ts";

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

const among = `of at most the first ${mostReferences.toLocaleString("en-US")} of them`;
const smoothed = "both smoothed twice by the 3 x 3 binomial filter";

/** What tells anomalies without an autoencoder, by name: the least that one has to better. */
export const anomalyBaselines: Readonly<Record<AnomalyBaselineName, AnomalyScore>> = {
  cosine: {
    title: "pixels, cosine",
    definition:
      "One minus the cosine between the image, as a vector of pixels, and the " +
      `${neighbour}-th nearest normal training image by it; ${among}.`,
  },
  smoothCosine: {
    title: "smoothed pixels, cosine",
    definition: `The same with ${smoothed}.`,
    needsImages: true,
  },
  edgesCosine: {
    title: "edges, cosine",
    definition: `One minus the cosine to the nearest normal training image by it, ${edgesInWords}; ${among}.`,
    needsImages: true,
  },
  edgesEuclid: {
    title: "edges, Euclid",
    definition: `The Euclidean distance to the nearest normal training image by it, ${edgesInWords}; ${among}.`,
    needsImages: true,
  },
  euclid: told(rawNeighbour),
  smoothEuclid: {
    title: "smoothed pixels, Euclid",
    definition: `The same with ${smoothed}.`,
    needsImages: true,
  },
  pcaError: told(componentError),
  pcaMahalanobis: told(componentDistance),
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

/** The neighbours among them: samples are compared so. */
export const pixelDistances: Readonly<
  Record<Exclude<AnomalyBaselineName, "pcaError" | "pcaMahalanobis">, PixelDistance>
> = {
  cosine: { of: "pixels", by: "cosine", neighbour },
  smoothCosine: { of: "smoothed pixels", by: "cosine", neighbour },
  edgesCosine: { of: "edges", by: "cosine", neighbour: 1 },
  edgesEuclid: { of: "edges", by: "Euclid", neighbour: 1 },
  euclid: { of: "pixels", by: "Euclid", neighbour },
  smoothEuclid: { of: "smoothed pixels", by: "Euclid", neighbour },
};
