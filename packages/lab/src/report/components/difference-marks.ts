import { type Table, wordsOf } from "hourglass-core/internal/data/columns/columns.ts";
import type { Drawn } from "../pictures/draw-sample.ts";
import { differencesOf } from "../words/column-values.ts";
import type { ShownSample } from "./sample-groups.ts";

/** How a value differs from the one that it is compared with. */
export type DifferenceMark = "↑" | "↓" | "≠";

/** Quantities of a row that are marked, at most. */
const mostMarked = 3;
/** In deviations: what is nearer is not marked. */
const leastMarked = 0.5;

/**
 * The marks of a row's values, by their place: of the quantities that differ most, and of all words that do.
 * @param shown the columns of which quantities are marked
 */
export function differenceMarks(
  table: Table,
  { values, like }: ShownSample,
  statistics: Drawn["statistics"],
  shown: readonly number[],
): ReadonlyMap<number, DifferenceMark> {
  if (like === undefined) return new Map();
  const differences = differencesOf(table, values, like, statistics);
  const areWords = (place: number): boolean => wordsOf(table[place]!) !== undefined;
  const words = shown.filter((place) => areWords(place) && differences[place] === 1);
  const quantities = shown
    .filter((place) => !areWords(place) && Math.abs(differences[place]!) >= leastMarked)
    .toSorted((one, other) => Math.abs(differences[other]!) - Math.abs(differences[one]!))
    .slice(0, mostMarked);
  return new Map<number, DifferenceMark>([
    ...words.map((place) => [place, "≠"] as const),
    ...quantities.map((place) => [place, differences[place]! > 0 ? "↑" : "↓"] as const),
  ]);
}

/** What the marks stand for. @param other what rows are compared with */
export function markWords(other: string): string {
  return (
    `Bold with ↑ or ↓ are of each line the values that lie furthest above or below those of ${other}, at most three, ` +
    `if by half a standard deviation of the training split or more; with ≠ words that are not those of ${other}.`
  );
}
