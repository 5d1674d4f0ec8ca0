import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { sqrt } from "hourglass-core/internal/graph/operators/functions.ts";
import type { DetectorScore } from "../detector-score.ts";
import { rowSum } from "../row-sum.ts";
import { keptWhitening, whitened } from "./whitened-codes.ts";

/** Mahalanobis, "On the generalised distance in statistics", 1936. */
export const code: DetectorScore = {
  name: "code",
  title: "code",
  definition:
    "The Mahalanobis distance of the code from the mean of the normal training codes, their covariance shrunk as " +
    "Ledoit and Wolf do.",
  fit: async ({ codes }) => keptWhitening(codes),
  apply: ({ codes }, kept) => {
    const round = whitened(codes, kept);
    return sqrt(rowSum(multiply(round, round)));
  },
};
