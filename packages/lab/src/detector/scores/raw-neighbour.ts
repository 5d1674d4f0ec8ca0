import { rawValues } from "../../measures/raw-values.ts";
import type { DetectorScore } from "../detector-score.ts";
import { keptReferences, mostReferences, nearestDistance, neighbour } from "./nearest.ts";

/** Ramaswamy, Rastogi and Shim, "Efficient algorithms for mining outliers from large data sets", 2000. */
export const rawNeighbour: DetectorScore = {
  name: "euclid",
  title: "pixels, Euclid",
  definition:
    `The Euclidean distance to the ${neighbour}-th nearest normal training image, in pixels; of at most the first ` +
    `${mostReferences.toLocaleString("en-US")} of them.`,
  isBaseline: true,
  fit: async ({ seen }) => keptReferences(rawValues(seen)),
  apply: ({ seen }, kept) => nearestDistance(seen, kept),
};
