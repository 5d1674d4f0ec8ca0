import { Matrix as DenseMatrix } from "ml-matrix";
import { columnMeans, type Matrix } from "../measures/matrix.ts";

/** Where codes lie: their mean and a covariance that can be inverted. */
export interface ShrunkCovariance {
  readonly mean: Float64Array;
  readonly covariance: DenseMatrix;
  /** How far the covariance was moved towards a multiple of the identity, 0 to 1. */
  readonly shrinkage: number;
}

/**
 * The covariance of the rows, moved towards the identity times its mean variance by as much as minimises the expected
 * squared error (Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", 2004; the
 * same as `sklearn.covariance.ledoit_wolf`). Unlike the sample covariance it can be inverted where values never vary
 * or there are fewer rows than columns.
 */
export function shrunkCovariance(matrix: Matrix): ShrunkCovariance {
  const { rows, columns, data } = matrix;
  const mean = columnMeans(matrix);
  const sample = DenseMatrix.zeros(columns, columns);
  // Of all products of a row's values: its squared norm, squared.
  let squares = 0;
  const centred = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    let norm = 0;
    for (let column = 0; column < columns; column++) {
      const value = data[row * columns + column]! - mean[column]!;
      centred[column] = value;
      norm += value ** 2;
    }
    squares += norm ** 2 / rows;
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j <= i; j++) {
        sample.set(i, j, sample.get(i, j) + (centred[i]! * centred[j]!) / rows);
      }
    }
  }
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < i; j++) {
      sample.set(j, i, sample.get(i, j));
    }
  }
  const meanVariance = sample.trace() / columns;
  const target = DenseMatrix.eye(columns, columns, meanVariance);
  // Frobenius norms: from the target, and of the sampling error as the rows themselves show it.
  const distance = DenseMatrix.sub(sample, target).norm() ** 2;
  const noise = (squares - sample.norm() ** 2) / rows;
  const shrinkage = distance === 0 ? 0 : Math.min(1, noise / distance);
  const covariance = DenseMatrix.add(
    DenseMatrix.mul(sample, 1 - shrinkage),
    DenseMatrix.mul(target, shrinkage),
  );
  return { mean, covariance, shrinkage };
}
