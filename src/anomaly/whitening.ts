import { CholeskyDecomposition, Matrix as DenseMatrix, solve } from "ml-matrix";
import type { Matrix } from "../representation/matrix.ts";
import { shrunkCovariance } from "./shrunk-covariance.ts";

/**
 * Learns from codes `[N, columns]` to move and turn others so that where these lie is round: mean 0 and, but for the
 * shrinkage of the covariance, variance 1 in every direction. The Euclidean norm of a whitened code is the Mahalanobis
 * distance of the code.
 */
export function fitWhitening(codes: Matrix): (codes: Matrix) => Matrix {
  const { columns } = codes;
  const { mean, covariance } = shrunkCovariance(codes);
  const identity = DenseMatrix.eye(columns, columns);
  // Codes that are all the same have no directions: their distances stay as they are.
  const round = covariance.trace() === 0 ? identity : covariance;
  const transform = solve(new CholeskyDecomposition(round).lowerTriangularMatrix, identity).to2DArray();
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
