import { multiply, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import type { DetectorScore } from "../detector-score.ts";
import { rowSum } from "../row-sum.ts";

export const error: DetectorScore = {
  name: "error",
  title: "error",
  definition: "The squared error of the reconstruction, mean over the pixels of the image.",
  fit: async () => new Map(),
  apply: ({ seen, rebuilt, sampleSize }) => {
    const difference = subtract(seen, rebuilt);
    return multiply(rowSum(multiply(difference, difference)), 1 / sampleSize);
  },
};
