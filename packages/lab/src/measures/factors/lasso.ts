/** What is known of a regression of y on the columns of X, of `n` rows: enough to fit it for any penalty. */
export interface Regression {
  /** XᵀX / n, `[columns, columns]`. */
  readonly gram: Float64Array;
  /** Xᵀy / n */
  readonly products: Float64Array;
}

/** Coefficients are found where none moves by more than this share of the largest. */
const tolerance = 1e-6;
const mostSweeps = 1_000;

/**
 * The coefficients w that minimise |y - X w|² / (2 n) + penalty |w|₁, as `sklearn.linear_model.Lasso` without an intercept:
 * by coordinate descent, Friedman, Hastie and Tibshirani, "Regularization paths for generalized linear models via coordinate
 * descent", 2010, section 2.2. A column of zeros gets 0.
 * @param start where the search begins, such as the coefficients under a larger penalty; zeros unless given
 */
export function lasso(
  { gram, products }: Regression,
  penalty: number,
  start: Float64Array = new Float64Array(products.length),
): Float64Array {
  const size = products.length;
  const coefficients = start.slice();
  /** Xᵀ(y - X w) / n */
  const residuals = products.slice();
  const move = (column: number, by: number): void => {
    for (let other = 0; other < size; other++) residuals[other]! -= gram[column * size + other]! * by;
  };
  for (let column = 0; column < size; column++) {
    if (coefficients[column] !== 0) move(column, coefficients[column]!);
  }
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let largest = 0;
    let largestMove = 0;
    for (let column = 0; column < size; column++) {
      const squares = gram[column * size + column]!;
      if (squares === 0) continue;
      const before = coefficients[column]!;
      const after = shrink(residuals[column]! + squares * before, penalty) / squares;
      largest = Math.max(largest, Math.abs(after));
      if (after === before) continue;
      coefficients[column] = after;
      move(column, after - before);
      largestMove = Math.max(largestMove, Math.abs(after - before));
    }
    if (largestMove <= tolerance * largest) break;
  }
  return coefficients;
}

/** The value moved towards 0 by `by`, and no further than 0. */
function shrink(value: number, by: number): number {
  return Math.sign(value) * Math.max(0, Math.abs(value) - by);
}
