import { CholeskyDecomposition, Matrix as DenseMatrix, solve } from "ml-matrix";
import type { Matrix } from "../measures/matrix.ts";
import { shrunkCovariance } from "./shrunk-covariance.ts";

/** How codes are moved and turned so that they lie round. */
export interface Whitening {
  readonly mean: Float64Array;
  /** `[columns, columns]`, lower triangular: what a code less the mean is multiplied by, from the left. */
  readonly transform: readonly (readonly number[])[];
}

/**
 * Learns from codes `[N, columns]` to move and turn others so that where these lie is round: mean 0 and, but for the
 * shrinkage of the covariance, variance 1 in every direction. The Euclidean norm of a whitened code is the Mahalanobis
 * distance of the code.
 */
export function whiteningOf(codes: Matrix): Whitening {
  const { columns } = codes;
  const { mean, covariance } = shrunkCovariance(codes);
  const lower = new CholeskyDecomposition(invertible(covariance)).lowerTriangularMatrix;
  return { mean, transform: solve(lower, DenseMatrix.eye(columns, columns)).to2DArray() };
}

/** {@link whiteningOf} codes, as what does it to others. */
export function fitWhitening(codes: Matrix): (codes: Matrix) => Matrix {
  const { columns } = codes;
  const { mean, transform } = whiteningOf(codes);
  return ({ rows, data }) => {
    const whitened = new Float32Array(data.length);
    const centred = new Float64Array(columns);
    for (let start = 0; start < data.length; start += columns) {
      for (let column = 0; column < columns; column++)
        centred[column] = data[start + column]! - mean[column]!;
      for (let row = 0; row < columns; row++) {
        const weights = transform[row]!;
        let sum = 0;
        // The inverse of a lower triangular matrix is one.
        for (let column = 0; column <= row; column++) sum += weights[column]! * centred[column]!;
        whitened[start + row] = sum;
      }
    }
    return { rows, columns, data: whitened };
  };
}

/** Of the mean variance: a direction with less is rounding, not variance. */
const leastVariance = 1e-12;
/** Of the mean variance, added where directions have none. */
const ridge = 1e-6;

/**
 * A covariance that can be inverted. One that shrinkage leaves singular, as it does where rows are of two kinds only, gets a
 * millionth of the mean variance in every direction. That of rows that are all the same has no directions: distances stay as
 * they are.
 */
function invertible(covariance: DenseMatrix): DenseMatrix {
  const { rows } = covariance;
  const meanVariance = covariance.trace() / rows;
  if (meanVariance === 0) return DenseMatrix.eye(rows, rows);
  const deviations = new CholeskyDecomposition(covariance).lowerTriangularMatrix.diagonal();
  return Math.min(...deviations) ** 2 > leastVariance * meanVariance
    ? covariance
    : DenseMatrix.add(covariance, DenseMatrix.eye(rows, rows, ridge * meanVariance));
}
