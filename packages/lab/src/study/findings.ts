import { capitalise } from "hourglass-core/internal/words.ts";
import { againstBeside } from "./against-beside.ts";
import type { Observation } from "./cell-model.ts";
import {
  comparePairs,
  type FittedFigure,
  fitFigure,
  level,
  observationsOf,
  smallestTold,
} from "./compare-pairs.ts";
import { type ComparedCells, cellWords, comparedCells } from "./compared-cells.ts";
import { estimateWords, higherOrLower, meanWords, significant, sizeOnScale, turned } from "./figure-words.ts";
import type {
  CellRow,
  Comparison,
  FigureFindings,
  PairResult,
  StudyFigure,
  StudyResults,
} from "./results.ts";
import { notConverged, unequalTraining } from "./training-given.ts";
import { unusualSpread } from "./unusual-spread.ts";

/** What findings are made of. */
export type StudyNumbers = Pick<StudyResults, "figures" | "runs" | "cells" | "varied" | "budget">;

/** More sentences on unequal training than these are counted instead. */
const mostUnequal = 3;

/** Rounding leaves a part in 10^9 of deviations that are none. */
const noDeviation = 1e-9;

/**
 * What the figures that are drawn say: for each one linear model over all cells and seeds, by which all pairs of cells that
 * differ in one thing only are compared. Where nothing can be tested, as with one seed, the sentences say so.
 */
export function findFindings(numbers: StudyNumbers): readonly FigureFindings[] {
  const groups = comparedCells(numbers);
  const found: FigureFindings[] = [];
  for (const figure of numbers.figures.filter(({ headline }) => headline)) {
    const one = findingsOf(figure, numbers, groups);
    const alike = found.find((before) => before.alike === undefined && tellAlike(before, one, numbers));
    found.push(alike === undefined ? one : { ...one, alike: alike.figure });
  }
  return found;
}

function findingsOf(
  figure: StudyFigure,
  numbers: StudyNumbers,
  groups: readonly ComparedCells[],
): FigureFindings {
  const { runs } = numbers;
  const observations = observationsOf(runs, figure.name);
  const fitted = fitFigure(observations);
  const size = observations.reduce((sum, { value }) => sum + Math.abs(value), 0) / observations.length;
  const varies =
    fitted !== undefined && fitted.model.deviation > noDeviation * (fitted.scale === "ratio" ? 1 : size);
  const comparisons = groups.flatMap((group): readonly Comparison[] => {
    const cells = group.cells.filter(({ figures }) => figures[figure.name] !== undefined);
    if (cells.length < 2) return [];
    const means = cells.map((cell) => ({ id: cell.id, mean: meanOf(cell, figure) }));
    const pairs = varies ? comparePairs(fitted, means) : [];
    const unequal = trainedUnlike(cells, group.over, numbers);
    const statement = tell({ ...group, cells }, figure, varies ? fitted : undefined, pairs, numbers);
    return [
      {
        ...{
          over: group.over,
          data: group.data,
          place: group.place,
          cells: cells.map(({ id }) => id),
          pairs,
        },
        ...(unequal === undefined ? {} : { unequal }),
        text: `On ${group.place}: ${statement}${unequal === undefined ? "" : ` (${unequal})`}.`,
      },
    ];
  });
  return {
    figure: figure.name,
    ...(varies
      ? {
          model: {
            scale: fitted.scale,
            deviation: fitted.model.deviation,
            degreesOfFreedom: fitted.model.degreesOfFreedom,
            observations: fitted.model.observations,
          },
        }
      : {}),
    notes: notesOf(figure, observations, fitted, varies, comparisons),
    comparisons,
  };
}

/** The best cell, those that it is told apart from, those that it is not, and what is beside the figure. */
function tell(
  { over, cells }: ComparedCells,
  figure: StudyFigure,
  fitted: FittedFigure | undefined,
  pairs: readonly PairResult[],
  { runs, figures }: StudyNumbers,
): string {
  const [best, ...others] = bestFirst(cells, figure) as [CellRow, ...CellRow[]];
  const superlative = figure.better === "lower" ? "lowest" : "highest";
  const name = (cell: CellRow): string => cellWords(cell, over);
  const value = (cell: CellRow): string => meanWords({ mean: meanOf(cell, figure), seeds: 1 }, figure);
  const lead = `the ${superlative} ${figure.title} is that of ${name(best)}, ${value(best)}`;
  const beside = againstBeside(best, figure, { runs, figures, level, count: cells.length });
  const besides = beside === undefined ? [] : [beside.words];
  if (fitted === undefined)
    return [
      `${lead}; then ${others.map((cell) => `${name(cell)}, ${value(cell)}`).join("; ")}`,
      ...besides,
    ].join("; ");
  const against = others.flatMap((other) => {
    const pair = pairOf(pairs, best.id, other.id, fitted.scale);
    if (pair === undefined) return [];
    const fewest = Math.min(...[best, other].map(({ figures }) => figures[figure.name]?.seeds ?? 0));
    return [
      { pair, other, fewest, words: `from ${name(other)}, ${higherOrLower(pair, fitted.scale, figure)}` },
    ];
  });
  const apart = against.filter(({ pair }) => pair.toldApart);
  const open = against.filter(({ pair }) => !pair.toldApart);
  const parts = [
    ...apart.map(({ words }, index) => `${index === 0 ? "told apart " : ""}${words}`),
    ...open.map(
      ({ pair, other, fewest }) =>
        `${fewest} seeds cannot tell it from ${name(other)}: ${differenceOf(fitted.scale)} ${estimateWords(pair, fitted.scale, figure)}`,
    ),
  ];
  return [lead, ...parts, ...besides].join("; ");
}

function differenceOf(scale: FittedFigure["scale"]): string {
  return scale === "ratio" ? "ratio" : "difference";
}

/** The pair of two cells, the second against the first. */
export function pairOf(
  pairs: readonly PairResult[],
  first: string,
  second: string,
  scale: FittedFigure["scale"],
): PairResult | undefined {
  const pair = pairs.find(
    (one) => (one.first === first && one.second === second) || (one.first === second && one.second === first),
  );
  return pair === undefined || pair.first === first ? pair : turned(pair, scale);
}

/** Cells by their means, the best first; the highest where no direction is better. */
export function bestFirst(cells: readonly CellRow[], figure: StudyFigure): readonly CellRow[] {
  const sign = figure.better === "lower" ? 1 : -1;
  return [...cells].sort((a, b) => sign * (meanOf(a, figure) - meanOf(b, figure)));
}

function meanOf({ figures }: CellRow, { name }: StudyFigure): number {
  return figures[name]?.mean ?? Number.NaN;
}

/** How the figure is compared, what the design can tell apart, and what is unusual. */
function notesOf(
  figure: StudyFigure,
  observations: readonly Observation[],
  fitted: FittedFigure | undefined,
  varies: boolean,
  comparisons: readonly Comparison[],
): readonly string[] {
  if (comparisons.length === 0) return [];
  if (fitted === undefined)
    return ["One training each: a first look. How much of a difference is chance is not known."];
  if (!varies)
    return [`${figure.title} does not vary over the seeds, so that its differences are those of this data.`];
  const { deviation, degreesOfFreedom } = fitted.model;
  const scale =
    fitted.scale === "ratio"
      ? `Compared by ratios, since spreads grow with the mean: pooled deviation ${significant(100 * deviation, 2)} %`
      : `Compared by differences: pooled deviation ${sizeOnScale(deviation, "difference", figure)}`;
  const seeds = new Set(observations.map(({ seed }) => seed)).size;
  const sizes = [...new Set(comparisons.map(({ cells }) => cells.length))].sort((a, b) => a - b);
  const smallest = sizes.map(
    (count) =>
      `${sizeOnScale(smallestTold(fitted, count, seeds), fitted.scale, figure)} among ${count} cells`,
  );
  const apart = comparisons.flatMap(({ pairs }) => pairs).filter(({ toldApart }) => toldApart).length;
  const all = comparisons.reduce((sum, { pairs }) => sum + pairs.length, 0);
  return [
    `${scale}, ${degreesOfFreedom} degrees of freedom. ${apart} of ${all} pairs are told apart. The smallest ` +
      `difference that ${seeds} seeds a cell tell apart: ${smallest.join(", ")}.`,
    ...unusualSpread(observations, fitted.scale, level),
    ...unequalNotes(comparisons),
  ];
}

function trainedUnlike(
  cells: readonly CellRow[],
  over: string,
  { budget, runs }: StudyNumbers,
): string | undefined {
  if (budget === undefined) return unequalTraining(cells, over);
  return budget.by === "converged" ? notConverged(cells, runs, over) : undefined;
}

function unequalNotes(comparisons: readonly Comparison[]): readonly string[] {
  const unlike = comparisons.flatMap(({ unequal, place }) =>
    unequal === undefined ? [] : [{ unequal, place }],
  );
  const placesOf = new Map<string, string[]>();
  for (const { unequal, place } of unlike) placesOf.set(unequal, [...(placesOf.get(unequal) ?? []), place]);
  if (placesOf.size > mostUnequal) {
    const kinds = [...new Set(unlike.map(({ unequal }) => unequal.split(":")[0]))].join(", ");
    return [`${unlike.length} of ${comparisons.length} comparisons are marked: ${kinds}.`];
  }
  return [...placesOf].map(([text, places]) => {
    const where = places.length === comparisons.length ? "" : ` (${places.join("; ")})`;
    return `${capitalise(text)}${where}.`;
  });
}

/**
 * Whether a second figure says the same as a first: of all pairs of cells, those that either tells apart have the same sign in
 * both, and nine of ten have the same verdict; the same direction is better. So do two errors of the same reconstructions.
 */
function tellAlike(first: FigureFindings, second: FigureFindings, { figures }: StudyNumbers): boolean {
  const directionOf = ({ figure }: FigureFindings): unknown =>
    figures.find(({ name }) => name === figure)?.better;
  if (first.model === undefined || second.model === undefined || directionOf(first) !== directionOf(second))
    return false;
  const [a, b] = [first, second].map(({ comparisons }) => comparisons.flatMap(({ pairs }) => pairs));
  if (a === undefined || b === undefined || a.length !== b.length || a.length < 3) return false;
  const pairs = a.map((pair, index) => [pair, b[index] as PairResult] as const);
  const opposed = pairs.some(
    ([one, other]) => (one.toldApart || other.toldApart) && Math.sign(one.effect) !== Math.sign(other.effect),
  );
  const same = pairs.filter(([one, other]) => one.toldApart === other.toldApart).length;
  return !opposed && same >= 0.9 * pairs.length;
}
