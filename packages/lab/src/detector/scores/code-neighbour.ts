import type { DetectorScore } from "../detector-score.ts";
import { fitWhitening } from "../whitening.ts";
import { keptReferences, mostReferences, nearestDistance, neighbour } from "./nearest.ts";
import { keptWhitening, whitened } from "./whitened-codes.ts";

export const codeNeighbour: DetectorScore = {
  name: "neighbour",
  title: "neighbour",
  definition:
    `The distance of the code to the ${neighbour}-th nearest normal training code, both whitened by that covariance; ` +
    `of at most the first ${mostReferences.toLocaleString("en-US")} of them.`,
  fit: async ({ codes }) => new Map([...keptWhitening(codes), ...keptReferences(fitWhitening(codes)(codes))]),
  apply: ({ codes }, kept) => nearestDistance(whitened(codes, kept), kept),
};
