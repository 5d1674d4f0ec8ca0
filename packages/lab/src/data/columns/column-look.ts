import { readDate } from "hourglass-core/internal/data/columns/date.ts";
import { number } from "hourglass-core/internal/data/columns/number.ts";
import { type CellSource, textOf } from "./cell-source.ts";
import { countWords, mostKept, type WordCounts } from "./word-counts.ts";

/** What all cells of a column are, of which none was kept. */
export interface ColumnLook {
  readonly rows: number;
  readonly missing: number;
  /** Cells that are numbers, dates, or neither. */
  readonly numbers: number;
  readonly dates: number;
  readonly texts: number;
  /** Whether its numbers have a comma for a point. */
  readonly decimalComma: boolean;
  /** Whether the smallest and the largest of its numbers or dates are the same. */
  readonly isOneQuantity: boolean;
  /** The earliest date, in milliseconds since 1970; `undefined` where there is none. */
  readonly earliest: number | undefined;
  /** Whether it is 0, 1, 2, ... or 1, 2, 3, ...: what counts rows. */
  readonly isCount: boolean;
  /** Its cells that are not missing. */
  readonly words: WordCounts;
}

/** Looks at all columns of a source at once, row by row. */
export async function lookAtColumns(
  source: CellSource,
  signal?: AbortSignal,
): Promise<readonly ColumnLook[]> {
  const looks = source.names.map(() => lookAtColumn(source.hasDecimalCommas));
  await source.eachRow((cells) => {
    for (const [column, look] of looks.entries()) look.see(textOf(cells[column] as string));
  }, signal);
  return looks.map(({ found }) => found());
}

const infinite = /^[+-]?inf(inity)?$/i;

/** A number of a text; infinite ones are numbers, too, which are refused where rows are filled. */
function readNumber(text: string): number | undefined {
  const value = number.read(text, { name: "", kind: "number" });
  return value === undefined && infinite.test(text) ? Number.POSITIVE_INFINITY : value;
}

const withComma = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;

/** A text whose decimal comma has become a point; any other as it is. */
export function withPoint(text: string): string {
  return withComma.test(text) ? text.replace(",", ".") : text;
}

function lookAtColumn(hasDecimalCommas: boolean): { see(text: string): void; found(): ColumnLook } {
  const words = countWords();
  let [rows, missing, whole, points, commas, dates, texts] = [0, 0, 0, 0, 0, 0, 0];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  /** The first number, while all others go on from it. */
  let countsFrom: number | undefined;
  const seeNumber = (value: number): void => {
    if (value < least) least = value;
    if (value > most) most = value;
    if (rows === 0 && (value === 0 || value === 1)) countsFrom = value;
    else if (countsFrom !== undefined && value !== countsFrom + rows) countsFrom = undefined;
  };
  return {
    see: (text) => {
      if (text === "") missing++;
      else {
        const isComma = hasDecimalCommas && withComma.test(text);
        const value = readNumber(isComma ? text.replace(",", ".") : text);
        const date = value === undefined ? readDate(text) : undefined;
        if (value !== undefined) {
          seeNumber(value);
          if (isComma) commas++;
          else if (text.includes(".")) points++;
          else whole++;
        } else if (date !== undefined) {
          dates++;
          earliest = Math.min(earliest, date);
          latest = Math.max(latest, date);
        } else texts++;
        // Quantities alone, and so many of them, are no words.
        if (texts > 0 || words.distinct < mostKept) words.add(text);
      }
      rows++;
    },
    found: () => {
      // A column has one decimal sign: what has the other one is none of its numbers.
      const numbers = whole + Math.max(points, commas);
      return {
        ...{ rows, missing, numbers, dates, words },
        texts: rows - missing - numbers - dates,
        decimalComma: commas > points,
        isOneQuantity: (numbers > 0 && least === most) || (dates > 0 && earliest === latest),
        earliest: dates > 0 ? earliest : undefined,
        isCount: countsFrom !== undefined && numbers === rows,
      };
    },
  };
}
