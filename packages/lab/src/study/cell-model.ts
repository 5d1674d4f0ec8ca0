import { group } from "d3-array";
import { Matrix, pseudoInverse } from "ml-matrix";

/** A figure of one training. */
export interface Observation {
  readonly cell: string;
  readonly seed: number;
  readonly value: number;
}

/** The difference of the effects of two cells, as the model estimates it. */
export interface EstimatedDifference {
  /** The second less the first. */
  readonly estimate: number;
  readonly standardError: number;
}

/** One linear model of a figure over all cells and seeds of a study. */
export interface CellModel {
  /** The estimated standard deviation of the error: one for all cells. */
  readonly deviation: number;
  /** Of that estimate: observations less the rank of the model. */
  readonly degreesOfFreedom: number;
  readonly observations: number;
  /** `undefined` where the observations do not tell it: no seed leads from the one cell to the other. */
  difference(first: string, second: string): EstimatedDifference | undefined;
}

/**
 * Fits value = effect of the cell + effect of the seed + error by ordinary least squares, the error of one variance: a block
 * design, in which trainings of one seed share its initial weights, its order and its noise. Trainings may be missing. The
 * effects of the cells are eliminated, which leaves as many equations as seeds (H. Scheffé, "The Analysis of Variance", 1959,
 * section 5.3):
 *
 *     (R - N' C⁻¹ N) seeds = B - N' C⁻¹ A,    cell i = mean i - Σ (n_ij / n_i) seed j
 *
 * with R and C the numbers of observations a seed and a cell, B and A their sums, N those of both together.
 * @returns `undefined` where no degree of freedom is left for the error, as with one seed
 */
export function fitCellModel(observations: readonly Observation[]): CellModel | undefined {
  const seeds = [...new Set(observations.map(({ seed }) => seed))];
  const rows = new Map(
    [...group(observations, ({ cell }) => cell)].map(([cell, own]) => {
      const shares = new Array<number>(seeds.length).fill(0);
      for (const { seed } of own) {
        const index = seeds.indexOf(seed);
        shares[index] = (shares[index] as number) + 1 / own.length;
      }
      const mean = own.reduce((sum, { value }) => sum + value, 0) / own.length;
      return [cell, { count: own.length, mean, shares }] as const;
    }),
  );
  const equations = Matrix.zeros(seeds.length, seeds.length);
  const right = Matrix.zeros(seeds.length, 1);
  for (const { cell, seed, value } of observations) {
    const index = seeds.indexOf(seed);
    const { mean, shares } = rows.get(cell) as Row;
    equations.set(index, index, equations.get(index, index) + 1);
    // Deviations from the mean of the cell: sums of them lose no digits.
    right.set(index, 0, right.get(index, 0) + value - mean);
    for (const [other, share] of shares.entries())
      equations.set(index, other, equations.get(index, other) - share);
  }
  // Only differences of seeds are determined.
  const inverse = pseudoInverse(equations, 1e-10);
  const effects = inverse.mmul(right).to1DArray();
  const rank = Math.round(inverse.mmul(equations).trace());
  const degreesOfFreedom = observations.length - rows.size - rank;
  if (degreesOfFreedom < 1) return undefined;
  const dot = (shares: readonly number[], values: readonly number[]): number =>
    shares.reduce((sum, share, index) => sum + share * (values[index] as number), 0);
  const squares = observations.reduce((sum, { cell, seed, value }) => {
    const { mean, shares } = rows.get(cell) as Row;
    return sum + (value - mean - (effects[seeds.indexOf(seed)] as number) + dot(shares, effects)) ** 2;
  }, 0);
  const deviation = Math.sqrt(squares / degreesOfFreedom);
  return {
    deviation,
    degreesOfFreedom,
    observations: observations.length,
    difference: (first, second) => {
      const [a, b] = [rows.get(first), rows.get(second)];
      if (a === undefined || b === undefined) return undefined;
      const contrast = b.shares.map((share, index) => share - (a.shares[index] as number));
      const solved = inverse.mmul(Matrix.columnVector(contrast));
      const back = equations.mmul(solved).to1DArray();
      const isTold = back.every((value, index) => Math.abs(value - (contrast[index] as number)) < 1e-8);
      if (!isTold) return undefined;
      const variance = 1 / a.count + 1 / b.count + dot(contrast, solved.to1DArray());
      return {
        estimate: b.mean - a.mean - dot(contrast, effects),
        standardError: deviation * Math.sqrt(variance),
      };
    },
  };
}

/** What is known of a cell: how many observations, their mean, and the share of each seed among them. */
interface Row {
  readonly count: number;
  readonly mean: number;
  readonly shares: readonly number[];
}
