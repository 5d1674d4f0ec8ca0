import { extent, max, mean, min, quantile } from "d3-array";

export interface MeanAndDeviation {
  readonly mean: number;
  /** Of these very values (divided by their number, as `numpy.std` does), not an estimate for a larger population. */
  readonly standardDeviation: number;
}

/** How values lie: mean and deviation, and the five numbers of a box plot. */
export interface Spread extends MeanAndDeviation {
  readonly minimum: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly maximum: number;
}

/** Counts over bins of equal width from `minimum` to `maximum`; the last bin includes `maximum`. */
export interface Histogram {
  readonly minimum: number;
  readonly maximum: number;
  readonly counts: readonly number[];
}

/**
 * A computed mean, held between the least and the greatest of its values: rounding can take it out of there, and would leave
 * equal values a spread.
 */
export function withinRange(computed: number, least: number, greatest: number): number {
  return Math.min(greatest, Math.max(least, computed));
}

/** The mean of values; of equal ones, exactly their value. @throws RangeError if there are none */
export function meanOf(values: Iterable<number>): number {
  const [least, greatest] = extent(values);
  if (least === undefined) throw new RangeError("the mean of no values is undefined");
  return withinRange(mean(values) ?? Number.NaN, least, greatest);
}

/** @throws RangeError if there are no values */
export function meanAndDeviation(values: Iterable<number>): MeanAndDeviation {
  const centre = meanOf(values);
  const variance = mean(values, (value) => (value - centre) ** 2) ?? 0;
  return { mean: centre, standardDeviation: Math.sqrt(variance) };
}

/**
 * Quartiles interpolate linearly between neighbours (type 7 of Hyndman and Fan 1996, the default of NumPy and R).
 * @throws RangeError if there are no values
 */
export function spreadOf(values: Float64Array): Spread {
  const quantileAt = (probability: number): number => quantile(values, probability) ?? Number.NaN;
  return {
    ...meanAndDeviation(values),
    minimum: quantileAt(0),
    lowerQuartile: quantileAt(0.25),
    median: quantileAt(0.5),
    upperQuartile: quantileAt(0.75),
    maximum: quantileAt(1),
  };
}

export function histogramOf(values: Float64Array, bins: number): Histogram {
  const minimum = min(values) ?? 0;
  const maximum = max(values) ?? 0;
  return { minimum, maximum, counts: countsIn(values, minimum, maximum, bins) };
}

/** How many values are in each of `bins` bins of equal width from `minimum` to `maximum`; the last one has all that are above. */
export function countsIn(
  values: Float64Array,
  minimum: number,
  maximum: number,
  bins: number,
): readonly number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[binOf(value, minimum, maximum, bins)]! += 1;
  return counts;
}

/** The bin of `value`, of `bins` bins of equal width from `minimum` to `maximum`. */
export function binOf(value: number, minimum: number, maximum: number, bins: number): number {
  if (maximum <= minimum) return 0;
  return Math.min(bins - 1, Math.floor(((value - minimum) / (maximum - minimum)) * bins));
}

export interface Bin {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** The bins of a histogram with their bounds. */
export function binsOf({ minimum, maximum, counts }: Histogram): Bin[] {
  const width = (maximum - minimum) / counts.length;
  return counts.map((count, bin) => ({
    start: minimum + bin * width,
    end: minimum + (bin + 1) * width,
    count,
  }));
}
