import { binOf, type Histogram, type MeanAndDeviation, meanAndDeviation, withinRange } from "./spread.ts";

/** What one unit of the code does over the test set. */
export interface UnitActivation {
  /** Position in the code, 0 for the first. */
  readonly unit: number;
  readonly mean: number;
  /** Over these images (divided by their number). */
  readonly standardDeviation: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Share of images on which the unit is active, that is above 0. */
  readonly activeFraction: number;
  /** Mean of the values above 0; 0 for a dead unit. */
  readonly activeMean: number;
  /** Share of images on which the unit is exactly 0: the silence of a ReLU. The histogram leaves these out. */
  readonly zeroFraction: number;
  /** Values other than 0, over the range of the whole code, so that units compare. */
  readonly histogram: Histogram;
}

/** What the code does over the test set. */
export interface CodeStatistics {
  readonly latentSize: number;
  /** Whether no value is below 0. Only then does a dead unit carry nothing: it is constantly 0. */
  readonly nonNegative: boolean;
  /** Smallest and greatest value of any unit, 0 included. */
  readonly range: readonly [minimum: number, maximum: number];
  /** How many values of a code are active, that is above 0, over images. L0 counts those below 0 as well. */
  readonly activeValues: MeanAndDeviation;
  /** Units that are never above 0. */
  readonly dead: readonly number[];
  readonly units: readonly UnitActivation[];
}

const bins = 24;

/**
 * Describes each unit over all codes. Goes through the codes twice (first sums and ranges, then deviations and
 * histograms), so that they never have to be held at once and the deviation loses no digits.
 * @param codes starts a pass over the codes: batches of `[N, latentSize]`, the same on each call
 */
export async function describeActivations(
  codes: () => AsyncIterable<Float32Array>,
  latentSize: number,
): Promise<CodeStatistics> {
  const sum = new Float64Array(latentSize);
  const activeSum = new Float64Array(latentSize);
  const active = new Float64Array(latentSize);
  const zero = new Float64Array(latentSize);
  const minimum = new Float64Array(latentSize).fill(Number.POSITIVE_INFINITY);
  const maximum = new Float64Array(latentSize).fill(Number.NEGATIVE_INFINITY);
  const activeOfImages: number[] = [];
  for await (const batch of codes()) {
    for (let start = 0; start < batch.length; start += latentSize) {
      let above = 0;
      for (let unit = 0; unit < latentSize; unit++) {
        const value = batch[start + unit]!;
        sum[unit]! += value;
        minimum[unit] = Math.min(minimum[unit]!, value);
        maximum[unit] = Math.max(maximum[unit]!, value);
        if (value > 0) {
          above++;
          active[unit]! += 1;
          activeSum[unit]! += value;
        } else if (value === 0) zero[unit]! += 1;
      }
      activeOfImages.push(above);
    }
  }

  const count = activeOfImages.length;
  const range = [Math.min(0, ...minimum), Math.max(0, ...maximum)] as const;
  const mean = sum.map((total, unit) => withinRange(total / count, minimum[unit]!, maximum[unit]!));
  const squares = new Float64Array(latentSize);
  const counts = new Uint32Array(latentSize * bins);
  for await (const batch of codes()) {
    for (let start = 0; start < batch.length; start += latentSize) {
      for (let unit = 0; unit < latentSize; unit++) {
        const value = batch[start + unit]!;
        squares[unit]! += (value - mean[unit]!) ** 2;
        if (value !== 0) counts[unit * bins + binOf(value, range[0], range[1], bins)]! += 1;
      }
    }
  }

  const units = Array.from(
    { length: latentSize },
    (_, unit): UnitActivation => ({
      unit,
      mean: mean[unit]!,
      standardDeviation: Math.sqrt(squares[unit]! / count),
      minimum: minimum[unit]!,
      maximum: maximum[unit]!,
      activeFraction: active[unit]! / count,
      activeMean: active[unit] === 0 ? 0 : activeSum[unit]! / active[unit]!,
      zeroFraction: zero[unit]! / count,
      histogram: {
        minimum: range[0],
        maximum: range[1],
        counts: Array.from(counts.subarray(unit * bins, (unit + 1) * bins)),
      },
    }),
  );
  return {
    latentSize,
    nonNegative: range[0] === 0,
    range,
    activeValues: meanAndDeviation(activeOfImages),
    dead: units.filter(({ activeFraction }) => activeFraction === 0).map(({ unit }) => unit),
    units,
  };
}
