import { cellsById, cellsOf, cellWords, isInOrder } from "./compared-cells.ts";
import { estimateWords, type Scale, significant } from "./figure-words.ts";
import { bestFirst, pairLookup } from "./findings.ts";
import type {
  CellRow,
  Comparison,
  FigureFindings,
  PairResult,
  StudyFigure,
  StudyResults,
} from "./results.ts";

/** A row of the table of findings, in words. */
export interface FindingRow {
  /** `mnist, latent size 8` */
  readonly where: string;
  /** `latent size 2 → 8`, or `deep → vanilla`: the second is told against the first. */
  readonly what: string;
  /** `0.012 (0.010 to 0.014)`, in the figure's unit, or `× 1.25 (1.20 to 1.31)` */
  readonly difference: string;
  /** Of the difference; empty of a ratio. */
  readonly unit: string;
  /** In pooled deviations, and in % of the smaller mean. */
  readonly effect: string;
  /** `told apart: lower`, or `3 seeds cannot tell them apart`: whatever the interval holds is possible then. */
  readonly verdict: string;
  readonly toldApart: boolean;
}

type Results = Pick<StudyResults, "cells" | "figures" | "varied">;

/**
 * The pairs of a figure that are shown: of a setting whose values have an order each value and the next, of models (and lists) the
 * best and each other. All other pairs stand in results.json.
 */
export function findingRows(found: FigureFindings, results: Results): readonly FindingRow[] {
  return strongestRows(found, results, Number.POSITIVE_INFINITY).rows;
}

/** Some rows of the table of findings, and how many there would be. */
export interface StrongestRows {
  readonly rows: readonly FindingRow[];
  readonly count: number;
  /** Of all these pairs. */
  readonly apart: number;
}

/** {@link findingRows}; of more than `most` so many (`fewer`) with the greatest effects, what is told apart first. */
export function strongestRows(
  found: FigureFindings,
  results: Results,
  most: number,
  fewer: number = most,
): StrongestRows {
  const figure = results.figures.find(({ name }) => name === found.figure);
  const scale = found.model?.scale;
  if (figure === undefined || scale === undefined) return { rows: [], count: 0, apart: 0 };
  const cells = cellsById(results.cells);
  const all = found.comparisons.flatMap((comparison) => {
    const pairOf = pairLookup(comparison.pairs, scale);
    const members = cellsOf(comparison, cells);
    return shownPairs(comparison, members, figure, results.varied).flatMap(([first, second]): ShownPair[] => {
      const pair = pairOf(first.id, second.id);
      return pair === undefined ? [] : [{ comparison, first, second, pair }];
    });
  });
  // Words are made of what is shown alone: there may be hundreds of thousands of pairs.
  const chosen = all.length <= most ? all : strongest(all).slice(0, fewer);
  return {
    rows: chosen.map((one) => rowOf(one, figure, scale)),
    count: all.length,
    apart: all.filter(({ pair }) => pair.toldApart).length,
  };
}

interface ShownPair {
  readonly comparison: Comparison;
  readonly first: CellRow;
  readonly second: CellRow;
  readonly pair: PairResult;
}

function strongest(pairs: readonly ShownPair[]): readonly ShownPair[] {
  return pairs.toSorted(
    (a, b) =>
      Number(b.pair.toldApart) - Number(a.pair.toldApart) ||
      Math.abs(b.pair.effect) - Math.abs(a.pair.effect),
  );
}

function rowOf(
  { comparison, first, second, pair }: ShownPair,
  figure: StudyFigure,
  scale: Scale,
): FindingRow {
  const percent = pair.percent === null ? "" : `, ${signed(pair.percent, 2)} %`;
  const fewest = Math.min(...[first, second].map((cell) => cell.figures[figure.name]?.seeds ?? 0));
  const direction = pair.effect < 0 ? "lower" : "higher";
  const verdict = pair.toldApart ? `told apart: ${direction}` : `${fewest} seeds cannot tell them apart`;
  return {
    where: comparison.place,
    what: `${cellWords(first, comparison.over)} → ${shortWords(second, comparison.over)}`,
    difference: estimateWords(pair, scale, { unit: "" }),
    unit: scale === "ratio" ? "" : figure.unit,
    effect: `${signed(pair.effect, 2)} sd${percent}`,
    verdict: verdict + (comparison.unequal === undefined ? "" : `; ${comparison.unequal.split(":")[0]}`),
    toldApart: pair.toldApart,
  };
}

function shownPairs(
  { over }: Comparison,
  members: readonly CellRow[],
  figure: StudyFigure,
  varied: StudyResults["varied"],
): readonly (readonly [CellRow, CellRow])[] {
  if (isInOrder(over, varied)) {
    return members.slice(1).map((cell, index) => [members[index] as CellRow, cell]);
  }
  const [best, ...others] = bestFirst(members, figure);
  return best === undefined ? [] : others.map((other) => [best, other]);
}

/** Without the name of the setting, which stands before it. */
function shortWords(cell: CellRow, over: string): string {
  const words = cellWords(cell, over);
  return over === "model" ? words : (words.split(" ").at(-1) ?? words);
}

function signed(value: number, digits: number): string {
  return value > 0 ? `+${significant(value, digits)}` : significant(value, digits);
}
