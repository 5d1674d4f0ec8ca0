import { asQuantity, type Table } from "./columns.ts";
import { signedLog } from "./signed-log.ts";

/** The distance of the quartiles of a normal distribution, in deviations. */
const quartileDistance = 1.3489795;

/** A deviation that is smaller against the mean is the rounding of float32. */
const smallestVariation = 1e-7;

/** Centre and spread of numbers; a spread of 1 where they do not vary, so that it can be divided by. */
export interface Spread {
  readonly centre: number;
  readonly spread: number;
}

/** Of a quantity of a table's rows, by its own scale, without what is missing; 0 and 1 of words. */
export function spreadOfColumn(table: Table, rows: Float32Array, place: number): Spread {
  const quantity = asQuantity(table[place]!);
  if (quantity === undefined) return { centre: 0, spread: 1 };
  const count = rows.length / table.length;
  const values = new Float64Array(count);
  let known = 0;
  for (let row = 0; row < count; row++) {
    const value = rows[row * table.length + place] as number;
    if (!Number.isNaN(value)) values[known++] = quantity.log === true ? signedLog(value) : value;
  }
  const present = values.subarray(0, known);
  if (known === 0) return { centre: 0, spread: 1 };
  return quantity.scale === "robust" ? byQuartiles(present) : byMoments(present);
}

/** Mean and population standard deviation. */
function byMoments(values: Float64Array): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { centre: mean, spread: usableSpread(Math.sqrt(squares / values.length), mean) };
}

/**
 * Median, and the distance of the quartiles in units in which it is the deviation of a normal distribution. Half of the values may be
 * one number, as of what is mostly idle: then the moments are taken.
 */
function byQuartiles(values: Float64Array): Spread {
  const sorted = values.toSorted();
  const [low, centre, high] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)) as [
    number,
    number,
    number,
  ];
  const distance = (high - low) / quartileDistance;
  return distance > smallestVariation * Math.abs(centre) ? { centre, spread: distance } : byMoments(values);
}

/** By linear interpolation between neighbours, as NumPy does. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (at - Math.floor(at)) * (above - below);
}

/** A deviation to divide by: 1 where values do not vary. */
export function usableSpread(deviation: number, mean: number): number {
  return deviation > smallestVariation * Math.abs(mean) ? deviation : 1;
}
