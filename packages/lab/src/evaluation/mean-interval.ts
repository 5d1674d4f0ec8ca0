import { deviation } from "d3-array";
import jStat from "jstat";
import { meanOf } from "./spread.ts";

/** A mean with its 95 % confidence interval. */
export interface MeanInterval {
  readonly mean: number;
  /** Absent where there is one value. */
  readonly interval?: readonly [low: number, high: number];
}

const confidence = 0.95;

/**
 * The mean of a population, as a sample of values shows it: Student's t interval, mean ± t(n - 1) s / √n. Of differences within pairs
 * it is the interval of the paired t-test. The same as `scipy.stats.t.interval`.
 * @throws RangeError where there are no values
 */
export function meanInterval(values: readonly number[]): MeanInterval {
  const mean = meanOf(values);
  const spread = deviation(values);
  if (spread === undefined) return { mean };
  const { length } = values;
  const half = (jStat.studentt.inv((1 + confidence) / 2, length - 1) * spread) / Math.sqrt(length);
  return { mean, interval: [mean - half, mean + half] };
}
