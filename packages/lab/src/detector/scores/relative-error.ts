import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import type { DetectorScore } from "../detector-score.ts";
import { rowSum } from "../row-sum.ts";

/** Of the mean of all usual errors, added to each: a value that is always rebuilt exactly would count for all. */
const ridge = 0.01;

/** What the squared error of each value is divided by: its usual one. */
export function errorScales(usualErrors: Float32Array): Float32Array {
  const mean = usualErrors.reduce((sum, error) => sum + error, 0) / usualErrors.length;
  return usualErrors.map((error) => error + ridge * mean || 1);
}

export const relativeError: DetectorScore = {
  name: "relative",
  title: "relative error",
  definition:
    "The squared error of each pixel, divided by its mean over the normal training images (and a hundredth of the mean of all pixels), " +
    "mean over the pixels of the image: what is usually rebuilt well counts more.",
  fit: async ({ usualErrors }) =>
    new Map([
      ["weights", { shape: [usualErrors.length], data: errorScales(usualErrors).map((scale) => 1 / scale) }],
    ]),
  apply: ({ errors, sampleSize }, kept) =>
    multiply(rowSum(multiply(errors, kept.get("weights") as Value)), 1 / sampleSize),
};
