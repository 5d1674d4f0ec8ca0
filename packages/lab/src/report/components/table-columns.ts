import { type Table, wordsOf } from "hourglass-core/internal/data/columns/columns.ts";
import type { Drawn } from "../pictures/draw-sample.ts";
import { differencesOf, standingOf } from "../words/column-values.ts";
import type { SampleGroup } from "./sample-groups.ts";

/** The columns of a table that are shown of some rows, and those that are named alone, by their places. */
export interface ChosenColumns {
  readonly shown: readonly number[];
  readonly others: readonly number[];
  /** By what they are chosen: how far rows are from those that they are compared with, or from each other. */
  readonly by: "difference" | "spread";
}

/** All columns in their order or, of more than `most`, those in which rows differ most, the greatest difference first. */
export function chooseColumns(
  table: Table,
  groups: readonly SampleGroup[],
  statistics: Drawn["statistics"],
  most: number,
): ChosenColumns {
  const samples = groups.flatMap((group) => group.samples);
  const compared = samples.flatMap(({ values, like }) =>
    like === undefined ? [] : [differencesOf(table, values, like, statistics)],
  );
  const by = compared.length > 0 ? "difference" : "spread";
  const places = [...table.keys()];
  if (table.length <= most) return { shown: places, others: [], by };
  const rows = samples.map(({ values }) => standingOf(table, values, statistics));
  const amounts = places.map((place) =>
    by === "difference"
      ? meanSize(compared.map((differences) => differences[place]!))
      : spreadOf(
          rows.map((row) => row[place]!),
          wordsOf(table[place]!) !== undefined,
        ),
  );
  const ranked = places.toSorted((one, other) => amounts[other]! - amounts[one]! || one - other);
  return { shown: ranked.slice(0, most), others: ranked.slice(most), by };
}

/** Of what is known; 0 where nothing is. */
function meanSize(values: readonly number[]): number {
  const known = values.filter(Number.isFinite);
  return known.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, known.length);
}

/** The standard deviation; of words the share that has another than the most frequent one. */
function spreadOf(values: readonly number[], areWords: boolean): number {
  if (!areWords) {
    const known = values.filter(Number.isFinite);
    const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
    return Math.sqrt(meanSize(known.map((value) => (value - mean) ** 2)));
  }
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return 1 - Math.max(...counts.values()) / values.length;
}
