import type { Matrix } from "./matrix.ts";

/** Takes columns to mean 0 and standard deviation 1, as fitted. */
export interface Standardiser {
  readonly means: Float64Array;
  /** As `numpy.std` has it; 1 where a column does not vary, which so becomes 0. */
  readonly deviations: Float64Array;
  /** A standardised copy of rows with as many columns. */
  apply(matrix: Matrix): Matrix;
}

/** Means and standard deviations of the columns of `matrix`, which is not empty. */
export function fitStandardiser({ rows, columns, data }: Matrix): Standardiser {
  const means = new Float64Array(columns);
  const deviations = new Float64Array(columns);
  for (let start = 0; start < data.length; start += columns) {
    for (let column = 0; column < columns; column++) means[column]! += data[start + column]!;
  }
  for (let column = 0; column < columns; column++) means[column]! /= rows;
  for (let start = 0; start < data.length; start += columns) {
    for (let column = 0; column < columns; column++) {
      const difference = data[start + column]! - means[column]!;
      deviations[column]! += difference * difference;
    }
  }
  for (let column = 0; column < columns; column++) {
    deviations[column] = Math.sqrt(deviations[column]! / rows) || 1;
  }
  return {
    means,
    deviations,
    apply: (matrix) => {
      const standardised = new Float32Array(matrix.data.length);
      for (let start = 0; start < standardised.length; start += columns) {
        for (let column = 0; column < columns; column++) {
          standardised[start + column] =
            (matrix.data[start + column]! - means[column]!) / deviations[column]!;
        }
      }
      return { ...matrix, data: standardised };
    },
  };
}
