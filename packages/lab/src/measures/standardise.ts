import { type Matrix, withinColumns } from "./matrix.ts";

/** Takes columns to mean 0 and standard deviation 1, as fitted. */
export interface Standardiser {
  readonly means: Float64Array;
  /** As `numpy.std` has it; 1 where a column does not vary, which so becomes 0. */
  readonly deviations: Float64Array;
  /** A standardised copy of rows with as many columns. */
  apply(matrix: Matrix): Matrix;
}

/** Means and standard deviations of the columns of `matrix`, which is not empty. */
export function fitStandardiser(matrix: Matrix): Standardiser {
  const { rows, columns, data } = matrix;
  const sums = new Float64Array(columns);
  const deviations = new Float64Array(columns);
  for (let start = 0; start < data.length; start += columns) {
    for (let column = 0; column < columns; column++) sums[column]! += data[start + column]!;
  }
  const means = withinColumns(
    sums.map((sum) => sum / rows),
    matrix,
  );
  for (let start = 0; start < data.length; start += columns) {
    for (let column = 0; column < columns; column++) {
      const difference = data[start + column]! - means[column]!;
      deviations[column]! += difference * difference;
    }
  }
  for (let column = 0; column < columns; column++) {
    deviations[column] = Math.sqrt(deviations[column]! / rows) || 1;
  }
  return standardiserOf(means, deviations);
}

/** A standardiser that was fitted before. */
export function standardiserOf(means: Float64Array, deviations: Float64Array): Standardiser {
  const columns = means.length;
  return {
    means,
    deviations,
    apply: (other) => {
      const standardised = new Float32Array(other.data.length);
      for (let start = 0; start < standardised.length; start += columns) {
        for (let column = 0; column < columns; column++) {
          standardised[start + column] = (other.data[start + column]! - means[column]!) / deviations[column]!;
        }
      }
      return { ...other, data: standardised };
    },
  };
}
