import { rollup } from "d3-array";
import { capitalise } from "hourglass-core/internal/words.ts";
import { againstBeside } from "./against-beside.ts";
import type { Observation } from "./cell-model.ts";
import {
  comparePairs,
  type FittedFigure,
  fitFigure,
  level,
  mostCells,
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
import { type KeptFindings, keptFindings, roomForFindings } from "./room-in-results.ts";
import { type RunsOfCells, runsOfCells } from "./runs-of-cells.ts";
import { notConverged, unequalTraining } from "./training-given.ts";
import { unusualSpread } from "./unusual-spread.ts";

/** What findings are made of. */
export type StudyNumbers = Pick<StudyResults, "figures" | "runs" | "cells" | "varied" | "budget">;

/** More sentences on unequal training than these are counted instead, and more places of one. */
const mostUnequal = 3;
const mostPlaces = 40;

/** Of more cells than so many in a comparison the first are named, and the others counted. */
const mostNamed = 10;

/** Rounding leaves a part in 10^9 of deviations that are none. */
const noDeviation = 1e-9;

/**
 * What the figures that are drawn say: for each one linear model over all cells and seeds, by which all pairs of cells that
 * differ in one thing only are compared. Where nothing can be tested, as with one seed, the sentences say so.
 * @param first the figure that answers the question: where there is no room for the comparisons of all figures, it has them
 */
export function findFindings(numbers: StudyNumbers, first?: string): readonly FigureFindings[] {
  const headline = numbers.figures.filter((figure) => figure.headline);
  const groups = comparedCells(numbers);
  const room = roomForFindings(numbers.runs, numbers.cells);
  const { figures: most, ...kept } = keptFindings(groups, headline.length, room);
  const ids = new Map(groups.map(({ cells }) => [cells, cells.map(({ id }) => id)]));
  const given: Given = { ...numbers, ...kept, groups, ids, ofCells: runsOfCells(numbers.runs) };
  const inRoom = new Set(
    [...headline].sort((a, b) => Number(b.name === first) - Number(a.name === first)).slice(0, most),
  );
  const found: FigureFindings[] = [];
  for (const figure of headline) {
    const one = inRoom.has(figure) ? findingsOf(figure, given) : withoutComparisons(figure);
    const alike = found.find((before) => before.alike === undefined && tellAlike(before, one, numbers));
    found.push(alike === undefined ? one : { ...one, alike: alike.figure });
  }
  return found;
}

function withoutComparisons({ name }: StudyFigure): FigureFindings {
  const note =
    "Its comparisons are left out: results.json can hold those of some figures only, and cells.csv has its numbers.";
  return { figure: name, notes: [note], comparisons: [] };
}

/** What the findings of all figures have in common. */
interface Given extends StudyNumbers, Omit<KeptFindings, "figures"> {
  readonly groups: readonly ComparedCells[];
  /** The ids of each group: lists that the figures share. */
  readonly ids: ReadonlyMap<readonly CellRow[], readonly string[]>;
  readonly ofCells: RunsOfCells;
}

function findingsOf(figure: StudyFigure, given: Given): FigureFindings {
  const { runs, groups } = given;
  const observations = observationsOf(runs, figure.name);
  const fitted = fitFigure(observations);
  const size = observations.reduce((sum, { value }) => sum + Math.abs(value), 0) / observations.length;
  const varies =
    fitted !== undefined && fitted.model.deviation > noDeviation * (fitted.scale === "ratio" ? 1 : size);
  const comparisons = groups.flatMap((group): readonly Comparison[] => {
    const cells = group.cells.filter(({ figures }) => figures[figure.name] !== undefined);
    if (cells.length < 2) return [];
    const ids = cells.length === group.cells.length ? given.ids.get(group.cells) : undefined;
    const means = cells.map((cell) => ({ id: cell.id, mean: meanOf(cell, figure) }));
    const pairs = varies ? comparePairs(fitted, means, given.mostCells) : [];
    const unequal = trainedUnlike(cells, group.over, given);
    const statement = tell({ ...group, cells }, figure, varies ? fitted : undefined, pairs, given);
    return [
      {
        ...{
          over: group.over,
          data: group.data,
          place: group.place,
          cells: ids ?? cells.map(({ id }) => id),
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
  { ofCells, figures, isBrief }: Given,
): string {
  const [best, ...others] = bestFirst(cells, figure) as [CellRow, ...CellRow[]];
  const superlative = figure.better === "lower" ? "lowest" : "highest";
  const name = (cell: CellRow): string => cellWords(cell, over);
  const value = (cell: CellRow): string => meanWords({ mean: meanOf(cell, figure), seeds: 1 }, figure);
  const lead = `the ${superlative} ${figure.title} is that of ${name(best)}, ${value(best)}`;
  const beside = againstBeside(best, figure, { runs: ofCells, figures, level, count: cells.length });
  const besides = beside === undefined ? [] : [beside.words];
  // A sentence of hundreds of parts says nothing.
  const most = isBrief ? 1 : cells.length > mostCells ? mostNamed : cells.length;
  const named = (parts: readonly string[]): readonly string[] =>
    parts.length <= most ? parts : [...parts.slice(0, most), `and ${parts.length - most} more`];
  if (fitted === undefined) {
    const then = named(others.map((cell) => `${name(cell)}, ${value(cell)}`));
    return [`${lead}; then ${then.join("; ")}`, ...besides].join("; ");
  }
  const pairWith = pairLookup(pairs, fitted.scale);
  const against = others.flatMap((other) => {
    const pair = pairWith(best.id, other.id);
    if (pair === undefined) return [];
    const fewest = Math.min(...[best, other].map(({ figures }) => figures[figure.name]?.seeds ?? 0));
    return [
      { pair, other, fewest, words: `from ${name(other)}, ${higherOrLower(pair, fitted.scale, figure)}` },
    ];
  });
  const apart = against.filter(({ pair }) => pair.toldApart);
  const open = against.filter(({ pair }) => !pair.toldApart);
  const parts = [
    ...named(apart.map(({ words }, index) => `${index === 0 ? "told apart " : ""}${words}`)),
    ...named(
      open.map(
        ({ pair, other, fewest }) =>
          `${fewest} seeds cannot tell it from ${name(other)}: ${differenceOf(fitted.scale)} ${estimateWords(pair, fitted.scale, figure)}`,
      ),
    ),
  ];
  return [lead, ...parts, ...besides].join("; ");
}

function differenceOf(scale: FittedFigure["scale"]): string {
  return scale === "ratio" ? "ratio" : "difference";
}

/** Gives the pair of two cells, the second against the first; `undefined` where it is not among `pairs`. */
export function pairLookup(
  pairs: readonly PairResult[],
  scale: FittedFigure["scale"],
): (first: string, second: string) => PairResult | undefined {
  const seconds = rollup(
    pairs,
    (own) => new Map(own.map((pair) => [pair.second, pair])),
    ({ first }) => first,
  );
  return (first, second) => {
    const pair = seconds.get(first)?.get(second);
    if (pair !== undefined) return pair;
    const opposite = seconds.get(second)?.get(first);
    return opposite && turned(opposite, scale);
  };
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
  { budget, ofCells }: Given,
): string | undefined {
  if (budget === undefined) return unequalTraining(cells, over);
  return budget.by === "converged" ? notConverged(cells, ofCells, over) : undefined;
}

function unequalNotes(comparisons: readonly Comparison[]): readonly string[] {
  const unlike = comparisons.flatMap(({ unequal, place }) =>
    unequal === undefined ? [] : [{ unequal, place }],
  );
  const placesOf = rollup(
    unlike,
    (own) => own.map(({ place }) => place),
    ({ unequal }) => unequal,
  );
  if (placesOf.size > mostUnequal) {
    const kinds = [...new Set(unlike.map(({ unequal }) => unequal.split(":")[0]))].join(", ");
    return [`${unlike.length} of ${comparisons.length} comparisons are marked: ${kinds}.`];
  }
  return [...placesOf].map(([text, places]) => {
    const words =
      places.length > mostPlaces
        ? `${places.length} of ${comparisons.length} comparisons`
        : places.join("; ");
    const where = places.length === comparisons.length ? "" : ` (${words})`;
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
