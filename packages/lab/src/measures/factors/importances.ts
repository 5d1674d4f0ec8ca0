import type { ProgressHooks } from "../../evaluation/progress.ts";
import { meanOf } from "../../evaluation/spread.ts";
import { gram } from "../gram.ts";
import type { Matrix } from "../matrix.ts";
import { pause } from "../pacing.ts";
import { fitStandardiser } from "../standardise.ts";
import type { Factor } from "./factor.ts";
import type { FactorSample } from "./factor-sample.ts";
import { lasso } from "./lasso.ts";

/** What each value of a code says of each factor, by sparse linear regression. */
export interface Importances {
  /** `[units][factors]`, at least 0. */
  readonly weights: readonly (readonly number[])[];
  /** R² of the predictions of each factor for images that were neither fitted to nor chosen by. */
  readonly determination: readonly number[];
}

/** Of the largest penalty that leaves any coefficient: a path of half decades, from strong to weak. */
const penaltyShares = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((step) => 10 ** (-step / 2));

/**
 * Predicts every factor from standardised codes by {@link lasso} on `fitted`, with the penalty that predicts the factors of
 * `chosenBy` best (of equally good ones the strongest), judged by `judged`. Factors are standardised, so that their
 * coefficients compare; the importance of a value is the size of its coefficient. A class is as many targets of 0 and 1, which
 * together have a variance of 1; the importance is then the root of the sum of their squared coefficients, which compares with
 * that for a number: where values are uncorrelated, its square is the share of the variance that the value explains.
 */
export async function factorImportances(
  fitted: FactorSample,
  chosenBy: FactorSample,
  judged: FactorSample,
  hooks: ProgressHooks = {},
): Promise<Importances> {
  const standardiser = fitStandardiser(fitted.codes);
  const [x, validationX, testX] = [fitted, chosenBy, judged].map(({ codes }) =>
    standardiser.apply(codes),
  ) as [Matrix, Matrix, Matrix];
  const products = gram(x);
  const columns: number[][] = [];
  const determination: number[] = [];
  for (const [index, factor] of fitted.factors.entries()) {
    await pause(hooks, index / fitted.factors.length);
    const targetsOf = targetsFor(factor);
    const regressions = targetsOf(factor).map((y) => ({ gram: products, products: correlate(x, y) }));
    const validation = targetsOf(chosenBy.factors[index]!);
    const strongest = Math.max(
      ...regressions.flatMap((regression) => Array.from(regression.products, Math.abs)),
    );
    let best: { readonly coefficients: readonly Float64Array[]; readonly score: number } | undefined;
    let coefficients: readonly (Float64Array | undefined)[] = regressions.map(() => undefined);
    for (const share of penaltyShares) {
      const found = regressions.map((regression, target) =>
        lasso(regression, share * strongest, coefficients[target]),
      );
      coefficients = found;
      const score = explained(validationX, found, validation);
      if (best === undefined || score > best.score) best = { coefficients: found, score };
    }
    const chosen = best?.coefficients ?? [];
    columns.push(Array.from({ length: x.columns }, (_, unit) => Math.hypot(...chosen.map((w) => w[unit]!))));
    determination.push(explained(testX, chosen, targetsOf(judged.factors[index]!)));
  }
  await pause(hooks, 1);
  return {
    weights: Array.from({ length: x.columns }, (_, unit) => columns.map((column) => column[unit]!)),
    determination,
  };
}

/** How the values of a factor become targets, of mean 0 and variance 1 over those that it is fitted to. */
function targetsFor({ values, isClass }: Factor): (factor: Factor) => readonly Float32Array[] {
  if (!isClass) {
    const standardiser = fitStandardiser({ rows: values.length, columns: 1, data: values });
    return (factor) => [
      standardiser.apply({ rows: factor.values.length, columns: 1, data: factor.values }).data,
    ];
  }
  const classes = [...new Set(values)].sort((a, b) => a - b);
  const shares = classes.map((name) => values.filter((value) => value === name).length / values.length);
  const deviation = Math.sqrt(shares.reduce((sum, share) => sum + share * (1 - share), 0)) || 1;
  return (factor) =>
    classes.map((name, index) =>
      factor.values.map((value) => (Number(value === name) - shares[index]!) / deviation),
    );
}

/** Xᵀy / n */
function correlate({ rows, columns, data }: Matrix, y: Float32Array): Float64Array {
  const sums = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) sums[column]! += data[row * columns + column]! * y[row]!;
  }
  return sums.map((sum) => sum / rows);
}

/** R²: 1 - squared error / variance, both summed over the targets; 0 where these do not vary. */
function explained(
  x: Matrix,
  coefficients: readonly Float64Array[],
  targets: readonly Float32Array[],
): number {
  const { rows, columns, data } = x;
  let error = 0;
  let variance = 0;
  for (const [target, y] of targets.entries()) {
    const used = Array.from(coefficients[target]!.keys()).filter(
      (column) => coefficients[target]![column] !== 0,
    );
    const weights = Float64Array.from(used, (column) => coefficients[target]![column]!);
    const mean = meanOf(y);
    for (let row = 0; row < rows; row++) {
      let predicted = 0;
      for (let index = 0; index < weights.length; index++) {
        predicted += weights[index]! * data[row * columns + used[index]!]!;
      }
      error += (y[row]! - predicted) ** 2;
      variance += (y[row]! - mean) ** 2;
    }
  }
  return variance === 0 ? 0 : 1 - error / variance;
}
