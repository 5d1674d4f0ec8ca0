import { group } from "d3-array";
import { meanOf } from "../evaluation/spread.ts";
import { type CellModel, fitCellModel, type Observation } from "./cell-model.ts";
import type { PairResult, RunRow } from "./results.ts";
import { criticalRange, rangeTail } from "./studentized-range.ts";

/** Of all intervals of a comparison together: with this chance one of them misses what it is to hold. */
export const level = 0.05;

/** A figure over all cells, on the scale on which its spread is the same everywhere. */
export interface FittedFigure {
  /** Whether cells are compared by differences, or, as logarithms are fitted, by ratios. */
  readonly scale: "difference" | "ratio";
  readonly model: CellModel;
}

/** Cells with fewer deviations do not tell how these grow. */
const fewestCells = 6;
/** Nor do means that are all of one size: the largest over the smallest. */
const leastRange = 2;

/** The trainings that have a figure. @param figure its full name */
export function observationsOf(runs: readonly RunRow[], figure: string): readonly Observation[] {
  return runs.flatMap(({ cell, seed, figures }): readonly Observation[] => {
    const value = figures[figure];
    return value === undefined ? [] : [{ cell, seed, value }];
  });
}

/** A model of the observations, of their logarithms where {@link spreadsGrow}; `undefined` where nothing can be tested. */
export function fitFigure(observations: readonly Observation[]): FittedFigure | undefined {
  const scale = spreadsGrow(observations) ? "ratio" : "difference";
  const model = fitCellModel(
    scale === "difference"
      ? observations
      : observations.map(({ value, ...place }) => ({ ...place, value: Math.log(value) })),
  );
  return model === undefined ? undefined : { scale, model };
}

/**
 * The rule for logarithms, laid down before any study: all values are above 0, six cells or more have a deviation, the largest
 * mean is at least twice the smallest, and the slope of log deviation on log mean over the cells is nearer to 1 (spreads in
 * proportion to the mean) than to 0.
 */
export function spreadsGrow(observations: readonly Observation[]): boolean {
  if (observations.some(({ value }) => value <= 0)) return false;
  const points = [...group(observations, ({ cell }) => cell).values()].flatMap((own) => {
    const mean = meanOf(own.map(({ value }) => value));
    const squares = own.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
    return squares === 0 ? [] : [{ x: Math.log(mean), y: Math.log(squares / (own.length - 1)) / 2 }];
  });
  if (points.length < fewestCells) return false;
  const [x, y] = [meanOf(points.map((one) => one.x)), meanOf(points.map((one) => one.y))];
  const sizes = points.map((one) => one.x);
  if (Math.max(...sizes) - Math.min(...sizes) < Math.log(leastRange)) return false;
  const products = points.reduce((sum, one) => sum + (one.x - x) * (one.y - y), 0);
  const squares = points.reduce((sum, one) => sum + (one.x - x) ** 2, 0);
  return products / squares > 0.5;
}

/** Of more cells than these not all pairs are given, though the intervals are those of all: neighbours, the ends and the extremes. */
export const mostCells = 40;

/** A cell and the mean of a figure over its seeds. */
export interface ComparedCell {
  readonly id: string;
  readonly mean: number;
}

/**
 * All pairs of some cells, in their order, with simultaneous intervals and corrected p-values: Tukey's method with the standard
 * error that the model gives each difference (C. Y. Kramer, "Extension of multiple range tests to group means with unequal
 * numbers of replications", Biometrics 12, 1956; A. J. Hayter, Annals of Statistics 12, 1984: it is conservative). The best cell
 * may therefore be picked from the same data.
 * @param most of more cells than these some pairs are given; their intervals are those of all pairs nonetheless
 */
export function comparePairs(
  { scale, model }: FittedFigure,
  cells: readonly ComparedCell[],
  most: number = mostCells,
): readonly PairResult[] {
  const onScale = (value: number): number => (scale === "ratio" ? Math.exp(value) : value);
  const critical = criticalRange(level, cells.length, model.degreesOfFreedom);
  const pairOf = (first: ComparedCell, second: ComparedCell): readonly PairResult[] => {
    const difference = model.difference(first.id, second.id);
    if (difference === undefined || difference.standardError === 0) return [];
    const { estimate, standardError } = difference;
    const reach = (critical / Math.SQRT2) * standardError;
    const range = (Math.abs(estimate) / standardError) * Math.SQRT2;
    const p = rangeTail(range, cells.length, model.degreesOfFreedom);
    return [
      {
        ...{ first: first.id, second: second.id },
        ...{ estimate: onScale(estimate), low: onScale(estimate - reach), high: onScale(estimate + reach) },
        effect: estimate / model.deviation,
        percent: percentOf(scale, estimate, first.mean, second.mean),
        p,
        toldApart: p < level,
      },
    ];
  };
  const partners = partnersOf(cells, most);
  return cells.flatMap((first, index) =>
    partners(index).flatMap((partner) => pairOf(first, cells[partner] as ComparedCell)),
  );
}

/** With which of the cells after it a cell is given as a pair. */
function partnersOf(cells: readonly ComparedCell[], most: number): (index: number) => readonly number[] {
  const last = cells.length - 1;
  const means = cells.map(({ mean }) => mean);
  const extremes = [Math.min(...means), Math.max(...means)].map((mean) => means.indexOf(mean));
  return (index) => {
    if (cells.length <= most || extremes.includes(index))
      return Array.from({ length: last - index }, (_, after) => index + 1 + after);
    const some = new Set([index + 1, ...(index === 0 ? [last] : []), ...extremes]);
    return [...some].filter((other) => other > index && other <= last).sort((a, b) => a - b);
  };
}

/** How many pairs {@link comparePairs} gives of so many cells, at most. */
export function pairCount(cells: number, most: number = mostCells): number {
  const all = (cells * (cells - 1)) / 2;
  return cells <= most ? all : Math.min(all, 3 * cells);
}

/** The second less the first, in % of the mean that is nearer to 0; `null` where that is 0 or their signs differ. */
function percentOf(
  scale: FittedFigure["scale"],
  estimate: number,
  first: number,
  second: number,
): number | null {
  if (scale === "ratio") return 100 * (estimate < 0 ? 1 - Math.exp(-estimate) : Math.exp(estimate) - 1);
  if (first * second <= 0) return null;
  return (100 * estimate) / Math.min(Math.abs(first), Math.abs(second));
}

/**
 * The smallest difference of two cells with all their seeds that is told apart among `count`: half the width of the interval.
 * On the scale of the model: a factor for ratios.
 */
export function smallestTold({ scale, model }: FittedFigure, count: number, seeds: number): number {
  const reach = criticalRange(level, count, model.degreesOfFreedom) * model.deviation * Math.sqrt(1 / seeds);
  return scale === "ratio" ? Math.exp(reach) : reach;
}
