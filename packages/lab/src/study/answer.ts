import { group } from "d3-array";
import { capitalise } from "hourglass-core/internal/words.ts";
import { againstBeside } from "./against-beside.ts";
import { fitFigure, level, observationsOf } from "./compare-pairs.ts";
import { type CellsById, cellsById, cellsOf, cellWords, isInOrder } from "./compared-cells.ts";
import { estimateWords, higherOrLower, meanWords, type Scale, significant, turned } from "./figure-words.ts";
import { bestFirst, pairLookup } from "./findings.ts";
import type { Answer, CellRow, Comparison, PairResult, StudyFigure, StudyResults } from "./results.ts";
import { type RunsOfCells, runsOfCells } from "./runs-of-cells.ts";

/** Which figure answers the question of a study, and by what its cells are to differ; what is open is chosen. */
export interface AnswerChoice {
  readonly figure?: string;
  /** `model`, or the name of a setting that varies. */
  readonly over?: string;
}

/**
 * The answer to the study's question, a sentence made of the numbers: of a setting whose values are numbers what the figure does
 * from the first to the last, else the best cell and the next. Unless chosen, the figure is the first that is drawn, over the
 * first setting that varies, or over the models where none does.
 * @returns `undefined` where nothing is compared
 */
export function findAnswer(
  numbers: Pick<StudyResults, "figures" | "cells" | "runs" | "varied" | "findings">,
  choice: AnswerChoice = {},
): Answer | undefined {
  const { figures, cells, runs, varied, findings } = numbers;
  const withComparisons = findings.filter(({ comparisons }) => comparisons.length > 0);
  // A quick study may not have measured what is to answer.
  const found = withComparisons.find(({ figure }) => figure === choice.figure) ?? withComparisons[0];
  const figure = figures.find(({ name }) => name === found?.figure);
  if (found === undefined || figure === undefined) return undefined;
  const overs = found.comparisons.map(({ over }) => over);
  const over = overs.find((one) => one === choice.over) ?? overs[0];
  const comparisons = found.comparisons.filter((one) => one.over === over);
  if (over === undefined || comparisons.length === 0) return undefined;
  const compared: ComparedFigure = {
    ...{ over, figure, figures },
    ...{ cells: cellsById(cells), runs: runsOfCells(runs), scale: found.model?.scale },
  };
  const sentences = [...group(comparisons, ({ data }) => data)].map(([data, ofData]) => {
    const words = isInOrder(over, varied) ? trend(compared, ofData) : winner(compared, ofData);
    return `on ${data}, ${words}`;
  });
  const text = sentences.join("; ");
  const isFirstLook = fitFigure(observationsOf(runs, figure.name)) === undefined;
  const remarks = [
    ...(isFirstLook ? ["one training each: a first look"] : []),
    ...(found.model === undefined ? [] : ["95 % intervals in brackets"]),
    ...new Set(comparisons.flatMap(({ unequal }) => unequal?.split(":")[0] ?? [])),
  ];
  const ending = remarks.length === 0 ? "" : ` (${remarks.join("; ")})`;
  return { text: `${capitalise(text)}${ending}.`, figure: figure.name, over };
}

interface ComparedFigure {
  readonly over: string;
  readonly figure: StudyFigure;
  readonly figures: readonly StudyFigure[];
  readonly cells: CellsById;
  readonly runs: RunsOfCells;
  /** Absent where nothing was tested. */
  readonly scale: Scale | undefined;
}

/** More changes than these are counted, rather than named. */
const mostChanges = 12;

/** `is lower in 300 of 500 comparisons, higher in 200`: without a word on chance, which is not known. */
function changesInAll(
  steps: readonly { readonly first: CellRow; readonly last: CellRow }[],
  { name }: StudyFigure,
): string {
  const meanOf = ({ figures }: CellRow): number => figures[name]?.mean ?? Number.NaN;
  const lower = steps.filter(({ first, last }) => meanOf(last) < meanOf(first)).length;
  const higher = steps.filter(({ first, last }) => meanOf(last) > meanOf(first)).length;
  return `is lower in ${lower} of ${steps.length} comparisons and higher in ${higher}, going`;
}

/** From the first value to the last, in every comparison. */
function trend(compared: ComparedFigure, comparisons: readonly Comparison[]): string {
  const { over, figure, scale } = compared;
  const steps = comparisons.flatMap((comparison) => {
    const members = cellsOf(comparison, compared.cells);
    const [first, last] = [members[0], members.at(-1)];
    if (first === undefined || last === undefined) return [];
    const pair = pairLookup(comparison.pairs, scale ?? "difference")(first.id, last.id);
    const words = [first, last].map((cell) => meanIn(cell, figure));
    return [{ first, last, pair, from: words[0], to: words[1] }];
  });
  const [one] = steps as [(typeof steps)[number]];
  const way = `from ${cellWords(one.first, over)} to ${cellWords(one.last, over).split(" ").at(-1)}`;
  if (steps.length > 1) {
    const pairs = steps.flatMap(({ pair }) => pair ?? []);
    const apart = pairs.filter(({ toldApart }) => toldApart);
    const fewer = apart.filter(({ effect }) => effect < 0).length;
    if (scale === undefined || pairs.length === 0) {
      if (steps.length > mostChanges) return `${figure.title} ${changesInAll(steps, figure)} ${way}`;
      const changes = steps.map(({ first, from, to }) => `from ${from} to ${to} (${first.model})`);
      return `${figure.title} goes ${way} ${changes.join(", ")}`;
    }
    const direction = [
      ...(fewer > 0 ? [`falls in ${howMany(fewer, steps.length)}`] : []),
      ...(apart.length > fewer ? [`rises in ${howMany(apart.length - fewer, steps.length)}`] : []),
    ];
    const verdict = direction.join(" and ") || "changes in no comparison by more than the seeds can tell";
    // A fall by a number, rather than by minus that.
    const isFall = scale === "difference" && fewer === pairs.length;
    const sizes = isFall ? pairs.map((pair) => turned(pair, scale)) : pairs;
    return `${figure.title} ${verdict} ${way}, by ${rangeWords(sizes, scale, figure)}`;
  }
  const { pair, from, to } = one;
  if (scale === undefined || pair === undefined) return `${figure.title} goes ${way} from ${from} to ${to}`;
  const falls = pair.toldApart && pair.effect < 0;
  // A fall by a number, rather than by minus that.
  const by = estimateWords(falls && scale === "difference" ? turned(pair, scale) : pair, scale, figure);
  if (!pair.toldApart)
    return `the seeds cannot tell what ${figure.title} does ${way}: ${by}, from ${from} to ${to}`;
  return `${figure.title} ${falls ? "falls" : "rises"} ${way} by ${by}, from ${from} to ${to}`;
}

/** The best cell and the next: of one comparison, or how often which is best in several. */
function winner(compared: ComparedFigure, comparisons: readonly Comparison[]): string {
  const { over, figure, scale, runs, figures } = compared;
  const superlative = figure.better === "lower" ? "lowest" : "highest";
  const results = comparisons.flatMap((comparison) => {
    const [best, next] = bestFirst(cellsOf(comparison, compared.cells), figure);
    if (best === undefined || next === undefined) return [];
    const pair = pairLookup(comparison.pairs, scale ?? "difference")(best.id, next.id);
    return [{ best, next, pair, name: cellWords(best, over), count: comparison.cells.length }];
  });
  const [first] = results as [(typeof results)[number]];
  if (results.length === 1) {
    const lead = `${first.name} has the ${superlative} ${figure.title}, ${meanIn(first.best, figure)}`;
    const next = `${cellWords(first.next, over)}, ${meanIn(first.next, figure)}`;
    const beside = againstBeside(first.best, figure, { runs, figures, level, count: first.count });
    const besides = beside === undefined ? "" : ` (${beside.words})`;
    if (scale === undefined || first.pair === undefined) return `${lead}${besides}; the next is ${next}`;
    const by = estimateWords(first.pair, scale, figure);
    return first.pair.toldApart
      ? `${lead}${besides}; the next, ${next}, is told apart from it, ${higherOrLower(first.pair, scale, figure)}`
      : `${lead}${besides}, but the seeds cannot tell it from ${next}: ${by}`;
  }
  const [name, wins] = [...group(results, (one) => one.name)].sort(
    (a, b) => b[1].length - a[1].length,
  )[0] as [string, typeof results];
  const lead = `${name} has the ${superlative} ${figure.title} in ${howMany(wins.length, results.length)}`;
  const pairs = wins.flatMap(({ pair }) => pair ?? []);
  if (scale === undefined || pairs.length === 0) return lead;
  const apart = pairs.filter(({ toldApart }) => toldApart).length;
  return `${lead}, told apart from the next in ${apart} of them, by ${rangeWords(pairs, scale, figure)}`;
}

function howMany(some: number, all: number): string {
  return some === all ? `all ${all} comparisons` : `${some} of ${all} comparisons`;
}

/** From the least estimate to the greatest, and what their intervals reach. */
function rangeWords(pairs: readonly PairResult[], scale: Scale, figure: StudyFigure): string {
  const [low, high] = [
    Math.min(...pairs.map((pair) => pair.low)),
    Math.max(...pairs.map((pair) => pair.high)),
  ];
  const estimates = pairs.map(({ estimate }) => estimate);
  const [least, most] = [Math.min(...estimates), Math.max(...estimates)].map((value) =>
    significant(value, 3),
  );
  const words = `${least} to ${most} (${significant(low, 3)} to ${significant(high, 3)})`;
  if (scale === "ratio") return `× ${words}`;
  return figure.unit === "" ? words : `${words} ${figure.unit}`;
}

function meanIn(cell: CellRow, figure: StudyFigure): string {
  return meanWords(cell.figures[figure.name] ?? { mean: Number.NaN, seeds: 0 }, figure);
}
