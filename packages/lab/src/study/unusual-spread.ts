import { group } from "d3-array";
import jStat from "jstat";
import { meanOf } from "../evaluation/spread.ts";
import type { Observation } from "./cell-model.ts";
import type { Scale } from "./figure-words.ts";

/**
 * A sentence where one cell's variance is too large a part of all variances for chance, by Cochran's test (W. G. Cochran, "The
 * distribution of the largest of a set of estimated variances", Annals of Eugenics 11, 1941): the model has one for all. Of
 * cells with all seeds; its critical value is that of the F distribution at the level over the number of cells.
 */
export function unusualSpread(
  observations: readonly Observation[],
  scale: Scale,
  level: number,
): readonly string[] {
  const own = [...group(observations, ({ cell }) => cell)];
  const most = Math.max(...own.map(([, values]) => values.length));
  const variances = own
    .filter(([, values]) => values.length === most)
    .map(([cell, values]) => {
      const numbers = values.map(({ value }) => (scale === "ratio" ? Math.log(value) : value));
      const mean = meanOf(numbers);
      return { cell, variance: numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (most - 1) };
    });
  const count = variances.length;
  const total = variances.reduce((sum, { variance }) => sum + variance, 0);
  const largest = variances.reduce((best, one) => (one.variance > best.variance ? one : best));
  if (count < 3 || most < 2 || total === 0) return [];
  const f = jStat.centralF.inv(1 - level / count, most - 1, (most - 1) * (count - 1));
  const critical = 1 / (1 + (count - 1) / f);
  if (largest.variance / total <= critical) return [];
  return [
    `${largest.cell} varies more from seed to seed than the others do (Cochran's test): intervals with it are too narrow, ` +
      "the others rather too wide.",
  ];
}
