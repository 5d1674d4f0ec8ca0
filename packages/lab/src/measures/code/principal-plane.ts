import { EigenvalueDecomposition, Matrix as Numbers } from "ml-matrix";
import { centred, gram } from "../gram.ts";
import type { Matrix } from "../matrix.ts";
import type { PlanePoint } from "../measure.ts";

/** Rows seen from where they spread most. */
export interface PrincipalPlane {
  /** A point a row: its first two principal components. */
  readonly points: readonly PlanePoint[];
  /** Share of the variance that lies in the plane, from 0 to 1; absent where all rows are equal. */
  readonly explained?: number;
}

/**
 * The first two principal components of `rows`, from the eigenvectors of their covariance. The sign of a component is
 * open; here the entry that is greatest in magnitude is positive. Rows of one column have 0 as their second coordinate.
 */
export function principalPlane(rows: Matrix): PrincipalPlane {
  const { columns } = rows;
  const around = centred(rows);
  const { data } = around;
  const { axes, explained } = principalAxes(around);
  const along = (row: number, axis: readonly number[] | undefined): number =>
    axis === undefined
      ? 0
      : axis.reduce((sum, weight, column) => sum + weight * data[row * columns + column]!, 0);
  const points = Array.from({ length: rows.rows }, (_, row) => ({
    x: along(row, axes[0]),
    y: along(row, axes[1]),
  }));
  return { points, ...(explained === undefined ? {} : { explained }) };
}

/** Directions in which rows spread most. */
export interface PrincipalAxes {
  /** `[columns]` each, of length 1: the first two components, or as many as there are columns. */
  readonly axes: readonly (readonly number[])[];
  /** Share of the variance that lies along them, from 0 to 1; absent where all rows are equal. */
  readonly explained?: number;
}

/** The first two eigenvectors of the covariance of rows whose mean is 0, oriented as {@link principalPlane} says. */
export function principalAxes(around: Matrix): PrincipalAxes {
  const { columns } = around;
  const covariance = Numbers.from1DArray(columns, columns, gram(around));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  // Symmetric matrices have their eigenvalues in rising order.
  const axes = [columns - 1, columns - 2]
    .filter((column) => column >= 0)
    .map((column) => orient(eigenvectorMatrix.getColumn(column)));
  const total = realEigenvalues.reduce((sum, variance) => sum + variance, 0);
  const held = realEigenvalues.slice(-2).reduce((sum, variance) => sum + variance, 0);
  return { axes, ...(total > 0 ? { explained: Math.min(1, held / total) } : {}) };
}

function orient(axis: readonly number[]): readonly number[] {
  const greatest = axis.reduce((best, weight) => (Math.abs(weight) > Math.abs(best) ? weight : best), 0);
  return greatest < 0 ? axis.map((weight) => -weight) : axis;
}
