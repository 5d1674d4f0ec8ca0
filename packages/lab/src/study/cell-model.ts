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
 * design, in which trainings of one seed share its initial weights, its order and its noise. Trainings may be missing. Of cells
 * and seeds those that are more are eliminated, which leaves as many equations as there are of the others (H. Scheffé, "The
 * Analysis of Variance", 1959, section 5.3): of a grid of 10,000 trainings 100 at most. Where these are the cells,
 *
 *     (R - N' C⁻¹ N) seeds = B - N' C⁻¹ A,    cell i = mean i - Σ (n_ij / n_i) seed j
 *
 * with R and C the numbers of observations a seed and a cell, B and A their sums, N those of both together.
 * @returns `undefined` where no degree of freedom is left for the error, as with one seed
 */
export function fitCellModel(observations: readonly Observation[]): CellModel | undefined {
  const [cells, seeds] = [levelsOf(observations, "cell"), levelsOf(observations, "seed")];
  const leavesSeeds = seeds.size <= cells.size;
  const [gone, left]: [keyof Levels, keyof Levels] = leavesSeeds ? ["cell", "seed"] : ["seed", "cell"];
  const levels = leavesSeeds ? seeds : cells;
  const indexOf = (observation: Observation): number => levels.get(observation[left]) as number;
  const rows = rowsOf(observations, gone, indexOf, levels.size);
  const rowOf = (observation: Observation): Row => rows.get(observation[gone]) as Row;
  const equations = Matrix.zeros(levels.size, levels.size);
  const right = Matrix.zeros(levels.size, 1);
  for (const observation of observations) {
    const index = indexOf(observation);
    const { mean, shares } = rowOf(observation);
    equations.set(index, index, equations.get(index, index) + 1);
    // Deviations from the mean of what is eliminated: sums of them lose no digits.
    right.set(index, 0, right.get(index, 0) + observation.value - mean);
    for (const [other, share] of shares.entries())
      equations.set(index, other, equations.get(index, other) - share);
  }
  // Only differences of what is left are determined.
  const inverse = pseudoInverse(equations, 1e-10);
  const effects = inverse.mmul(right).to1DArray();
  const rank = Math.round(inverse.mmul(equations).trace());
  const degreesOfFreedom = observations.length - rows.size - rank;
  if (degreesOfFreedom < 1) return undefined;
  const squares = observations.reduce((sum, observation) => {
    const { mean, shares } = rowOf(observation);
    const effect = effects[indexOf(observation)] as number;
    return sum + (observation.value - mean - effect + dot(shares, effects)) ** 2;
  }, 0);
  const deviation = Math.sqrt(squares / degreesOfFreedom);
  /** What the equations say of a contrast of what is left; `undefined` where they do not tell it. */
  const estimateOf = (contrast: readonly number[]): { value: number; variance: number } | undefined => {
    if (contrast.every((share) => share === 0)) return { value: 0, variance: 0 };
    const solved = inverse.mmul(Matrix.columnVector(contrast));
    const back = equations.mmul(solved).to1DArray();
    const isTold = back.every((value, index) => Math.abs(value - (contrast[index] as number)) < 1e-8);
    if (!isTold) return undefined;
    return { value: dot(contrast, effects), variance: dot(contrast, solved.to1DArray()) };
  };
  const betweenRows = (first: string, second: string): EstimatedDifference | undefined => {
    const [a, b] = [rows.get(first), rows.get(second)];
    if (a === undefined || b === undefined) return undefined;
    const found = estimateOf(b.shares.map((share, index) => share - (a.shares[index] as number)));
    if (found === undefined) return undefined;
    const variance = 1 / a.count + 1 / b.count + found.variance;
    return {
      estimate: b.mean - a.mean - found.value,
      standardError: deviation * Math.sqrt(variance),
    };
  };
  const betweenLevels = (first: string, second: string): EstimatedDifference | undefined => {
    const [a, b] = [levels.get(first), levels.get(second)];
    if (a === undefined || b === undefined) return undefined;
    const contrast = new Array<number>(levels.size).fill(0);
    contrast[a] = -1;
    contrast[b] = 1;
    const found = estimateOf(contrast);
    return found && { estimate: found.value, standardError: deviation * Math.sqrt(found.variance) };
  };
  return {
    ...{ deviation, degreesOfFreedom, observations: observations.length },
    difference: leavesSeeds ? betweenRows : betweenLevels,
  };
}

type Levels = Pick<Observation, "cell" | "seed">;

/** What is known of a level that is eliminated: how many observations, their mean, and the share of each other level among them. */
interface Row {
  readonly count: number;
  readonly mean: number;
  readonly shares: readonly number[];
}

/** The cells, or the seeds, with their positions. */
function levelsOf(
  observations: readonly Observation[],
  of: keyof Levels,
): ReadonlyMap<string | number, number> {
  const levels = new Map<string | number, number>();
  for (const { [of]: level } of observations) if (!levels.has(level)) levels.set(level, levels.size);
  return levels;
}

function rowsOf(
  observations: readonly Observation[],
  gone: keyof Levels,
  indexOf: (observation: Observation) => number,
  count: number,
): ReadonlyMap<string | number, Row> {
  const grouped = group(observations, (observation) => observation[gone]);
  return new Map(
    [...grouped].map(([level, own]) => {
      const shares = new Array<number>(count).fill(0);
      for (const observation of own) {
        const index = indexOf(observation);
        shares[index] = (shares[index] as number) + 1 / own.length;
      }
      const mean = own.reduce((sum, { value }) => sum + value, 0) / own.length;
      return [level, { count: own.length, mean, shares }] as const;
    }),
  );
}

function dot(shares: readonly number[], values: readonly number[]): number {
  return shares.reduce((sum, share, index) => sum + share * (values[index] as number), 0);
}
