import { max, quantile } from "d3-array";
import type { Matrix } from "../matrix.ts";
import type { FactorGroups } from "./factor-groups.ts";

/** Of the differences within a group the one that counts: disentanglement_lib's, where the paper has the greatest, which one image decides. */
const differenceQuantile = 0.99;

/**
 * Whether each unit of a code stays where it is as long as one factor does, whatever the others do (interventional robustness, IRS). Of a unit and a factor: 1 less
 * the 99th percentile of the distances to the mean of the group, mean over the groups of the factor, over the greatest distance to the mean of all; of a unit, that of its
 * best factor; the score is the mean over units, weighted by their greatest distances. 0 where no unit varies. Suter and others, "Robustly
 * disentangled causal mechanisms", 2019, section 4, as in disentanglement_lib. From a third or more for codes that have nothing to do with the factors (normal ones) to 1.
 * @param groups by each factor, of the same images
 */
export function interventionalRobustness(
  { rows, columns, data }: Matrix,
  groups: readonly FactorGroups[],
): number {
  let [score, weights] = [0, 0];
  const all = Int32Array.from({ length: rows }, (_, image) => image);
  for (let unit = 0; unit < columns; unit++) {
    const distances = (images: Int32Array): Float64Array => {
      const values = Float64Array.from(images, (image) => data[image * columns + unit]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.map((value) => Math.abs(value - mean));
    };
    const greatest = max(distances(all))!;
    if (greatest === 0) continue;
    const ofFactors = groups.map(({ members }) => {
      const present = members.filter(({ length }) => length > 0);
      const moved = present.map((images) => quantile(distances(images), differenceQuantile)!);
      return 1 - moved.reduce((sum, value) => sum + value, 0) / present.length / greatest;
    });
    score += greatest * Math.max(...ofFactors);
    weights += greatest;
  }
  return weights === 0 ? 0 : score / weights;
}
