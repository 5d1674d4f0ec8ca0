/**
 * How the covariances of a mixture are held: each by the factor L of LLᵀ, in `size` numbers of a long array from `start` on. `columns`
 * is the number of values of a point.
 */
export interface CovarianceKind {
  readonly title: string;
  /** Numbers of an array that one covariance takes. */
  size(columns: number): number;
  /** Numbers that one covariance is free in: what an information criterion counts. */
  freedom(columns: number): number;
  /** Adds `weight` times the product of a difference with itself to a covariance. */
  add(covariances: Float64Array, start: number, difference: Float64Array, weight: number): void;
  /** Divides a sum of products by its weight and adds `least` to every variance. */
  average(covariances: Float64Array, start: number, columns: number, weight: number, least: number): void;
  /** Makes of a covariance its factor, in place; `false` where it has none, as rounding left it without a positive variance. */
  factorise(covariances: Float64Array, start: number, columns: number): boolean;
  /** The inverse of a factor into the same place of another array. */
  invert(factors: Float64Array, start: number, columns: number, inverses: Float64Array): void;
  /** The logarithm of the product of the standard deviations along the axes: log det L. */
  logDeterminant(factors: Float64Array, start: number, columns: number): number;
  /** |L⁻¹ x|²: the squared Mahalanobis length of a difference, or, where that is more than `most`, some number above it. */
  squaredLength(inverses: Float64Array, start: number, difference: Float64Array, most: number): number;
  /** Adds L x to a point. */
  stretch(factors: Float64Array, start: number, x: Float64Array, point: Float64Array): void;
}

/** Any covariance: the lower triangle, row by row. */
const full: CovarianceKind = {
  title: "full covariances",
  size: (columns) => (columns * (columns + 1)) / 2,
  freedom: (columns) => (columns * (columns + 1)) / 2,
  add: (covariances, start, difference, weight) => {
    let at = start;
    for (let row = 0; row < difference.length; row++) {
      const weighted = weight * difference[row]!;
      for (let column = 0; column <= row; column++) covariances[at++]! += weighted * difference[column]!;
    }
  },
  average: (covariances, start, columns, weight, least) => {
    let at = start;
    for (let row = 0; row < columns; row++) {
      for (let column = 0; column <= row; column++) covariances[at++]! /= weight;
      covariances[at - 1]! += least;
    }
  },
  factorise: (covariances, start, columns) => {
    for (let row = 0; row < columns; row++) {
      const first = start + rowAt(row);
      for (let column = 0; column <= row; column++) {
        const other = start + rowAt(column);
        let rest = covariances[first + column]!;
        for (let k = 0; k < column; k++) rest -= covariances[first + k]! * covariances[other + k]!;
        if (column < row) covariances[first + column] = rest / covariances[other + column]!;
        else if (rest > 0) covariances[first + row] = Math.sqrt(rest);
        else return false;
      }
    }
    return true;
  },
  invert: (factors, start, columns, inverses) => {
    for (let column = 0; column < columns; column++) {
      for (let row = column; row < columns; row++) {
        const first = start + rowAt(row);
        let sum = row === column ? 1 : 0;
        for (let k = column; k < row; k++) sum -= factors[first + k]! * inverses[start + rowAt(k) + column]!;
        inverses[first + column] = sum / factors[first + row]!;
      }
    }
  },
  logDeterminant: (factors, start, columns) => {
    let sum = 0;
    for (let row = 0; row < columns; row++) sum += Math.log(factors[start + rowAt(row) + row]!);
    return sum;
  },
  squaredLength: (inverses, start, difference, most) => {
    let at = start;
    let squares = 0;
    for (let row = 0; row < difference.length && squares <= most; row++) {
      let sum = 0;
      for (let column = 0; column <= row; column++) sum += inverses[at++]! * difference[column]!;
      squares += sum * sum;
    }
    return squares;
  },
  stretch: (factors, start, x, point) => {
    for (let row = 0; row < x.length; row++) {
      const first = start + rowAt(row);
      for (let column = 0; column <= row; column++) point[row]! += factors[first + column]! * x[column]!;
    }
  },
};

/** Where a row of a lower triangle begins. */
function rowAt(row: number): number {
  return (row * (row + 1)) / 2;
}

/** One along the axes: a variance a value, and the factor its root. */
const diagonal: CovarianceKind = {
  title: "diagonal covariances",
  size: (columns) => columns,
  freedom: (columns) => columns,
  add: (covariances, start, difference, weight) => {
    for (let column = 0; column < difference.length; column++) {
      covariances[start + column]! += weight * difference[column]! ** 2;
    }
  },
  average: (covariances, start, columns, weight, least) => {
    for (let at = start; at < start + columns; at++) covariances[at] = covariances[at]! / weight + least;
  },
  factorise: (covariances, start, columns) => {
    for (let at = start; at < start + columns; at++) {
      if (!(covariances[at]! > 0)) return false;
      covariances[at] = Math.sqrt(covariances[at]!);
    }
    return true;
  },
  invert: (factors, start, columns, inverses) => {
    for (let at = start; at < start + columns; at++) inverses[at] = 1 / factors[at]!;
  },
  logDeterminant: (factors, start, columns) => {
    let sum = 0;
    for (let at = start; at < start + columns; at++) sum += Math.log(factors[at]!);
    return sum;
  },
  squaredLength: (inverses, start, difference) => {
    let squares = 0;
    for (let column = 0; column < difference.length; column++) {
      squares += (inverses[start + column]! * difference[column]!) ** 2;
    }
    return squares;
  },
  stretch: (factors, start, x, point) => {
    for (let column = 0; column < x.length; column++) point[column]! += factors[start + column]! * x[column]!;
  },
};

/** The covariances that a mixture may have, by name. */
export const covariances: { readonly full: CovarianceKind; readonly diagonal: CovarianceKind } = {
  full,
  diagonal,
};

export type CovarianceName = keyof typeof covariances;
