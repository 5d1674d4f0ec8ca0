import { type Column, kindOfColumn } from "hourglass-core/internal/data/columns/columns.ts";
import { dayOf } from "hourglass-core/internal/data/columns/date.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { ColumnChoice } from "./column-choices.ts";
import { refusal } from "./column-choices.ts";
import type { ColumnLook } from "./column-look.ts";

/** What becomes of a column: one of a table, or nothing, and why. */
export type Decision = KeptColumn | { readonly dropped: string };

export interface KeptColumn {
  readonly column: Column;
  /** Whether a missing cell is an error. */
  readonly refusesMissing: boolean;
  /** What of a column of words is none of its words. */
  readonly rare?: { readonly rows: number; readonly words: number } | undefined;
}

/** What a person says of a column, and where. */
export interface SaidOfColumn {
  readonly choice?: ColumnChoice | undefined;
  /** `FILE, line 7: NAME` */
  readonly place: string;
  /** Whether the file of the table says that it is of texts. */
  readonly isText: boolean;
  /** Whether missing cells are refused where nothing else is said. */
  readonly refusesMissing: boolean;
}

/** Quantities of which at most this part is something else are quantities with mistakes. */
const fewMistakes = 0.01;

/** Words are kept that at least this part of the rows have, and at least `leastRows` rows. */
const leastShare = 0.001;
const leastRows = 2;
const mostWords = 50;

/** No text of fewer words is an id. */
const fewestIds = 50;

/**
 * Decides what a column is by its cells, and by what a person says of it, which goes first.
 * @throws UsageError where a person wants words of a column that has none
 */
export function decideColumn(name: string, look: ColumnLook, said: SaidOfColumn): Decision {
  const { choice } = said;
  const kind = choice?.kind ?? kindByLooking(look, said.isText);
  if (kind === undefined) return { dropped: "all its cells are missing" };
  const { missing: asked, ...options } = choice ?? { kind };
  const refusesMissing = asked === undefined ? said.refusesMissing : asked === refusal || asked === false;
  const isMissing = !refusesMissing && (look.missing > 0 || asked === true);
  const facts = { name, ...options, kind };
  const isWords = kindOfColumn(facts).words !== undefined;
  if (choice === undefined) {
    const reason = isWords ? whyNoWords(look) : whyNoQuantity(look);
    if (reason !== undefined) return { dropped: reason };
  }
  if (!isWords) {
    const found = kind === "date" ? { from: dayOf(look.earliest ?? 0) } : {};
    const column = { ...found, ...facts, ...(isMissing ? { missing: true } : {}) };
    return { column: column as Column, refusesMissing };
  }
  const words = (facts as { readonly words?: readonly string[] }).words ?? wordsOf(look, isMissing);
  if (words.length === 0) {
    throw new UsageError(
      `${said.place}: expected words that repeat, found ${differing(look)}; name the words, or drop the column`,
    );
  }
  return { column: { ...facts, words } as Column, refusesMissing, rare: rareOf(look, words) };
}

/** The kind of a column by its cells; `undefined` where it has none. */
function kindByLooking(look: ColumnLook, isText: boolean): string | undefined {
  const { rows, missing, numbers, dates } = look;
  const present = rows - missing;
  if (present === 0) return undefined;
  const quantities = Math.max(numbers, dates);
  const mistakes = present - quantities;
  const areMistakes = mistakes <= Math.max(1, fewMistakes * rows) && mistakes * 20 <= quantities;
  if (isText || quantities === 0 || !(mistakes === 0 || areMistakes)) return "words";
  return numbers >= dates ? "number" : "date";
}

function whyNoQuantity(look: ColumnLook): string | undefined {
  if (look.isCount) return "it counts the rows";
  const { rows, missing, numbers, dates } = look;
  const isPure = missing === 0 && Math.max(numbers, dates) === rows;
  return isPure && look.isOneQuantity ? "all its cells are the same" : undefined;
}

function whyNoWords(look: ColumnLook): string | undefined {
  const { rows, missing, words } = look;
  const present = rows - missing;
  if (words.distinct === 1 && missing === 0) return "all its cells are the same";
  if (words.distinct > fewestIds && words.distinct > present / 2) return `an id: ${differing(look)}`;
  const { rows: rare } = rareOf(look, wordsOf(look, false));
  return rare > present / 2 ? `too varied: ${differing(look)}` : undefined;
}

/** `4,321 different words in 5,000 rows` */
function differing({ words, rows }: ColumnLook): string {
  return `${counted(words.distinct, "different word")} in ${counted(rows, "row")}`;
}

/** The words of a column that are frequent enough to be learnt, the most frequent first; the empty one is a missing cell. */
function wordsOf({ rows, missing, words }: ColumnLook, withMissing: boolean): readonly string[] {
  const least = Math.max(leastRows, leastShare * rows);
  const frequent = words
    .sorted()
    .filter(([, count]) => count >= least)
    .slice(0, mostWords);
  const place = frequent.filter(([, count]) => count >= missing).length;
  const found = frequent.map(([word]) => word);
  return withMissing ? found.toSpliced(place, 0, "") : found;
}

function rareOf(
  { rows, missing, words }: ColumnLook,
  kept: readonly string[],
): NonNullable<KeptColumn["rare"]> {
  const known = words.sorted().filter(([word]) => kept.includes(word));
  const covered = known.reduce((sum, [, count]) => sum + count, 0);
  return { rows: rows - missing - covered, words: words.distinct - known.length };
}
