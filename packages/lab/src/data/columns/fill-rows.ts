import {
  asQuantity,
  type Column,
  kindOfColumn,
  type Table,
} from "hourglass-core/internal/data/columns/columns.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { showName, showValue } from "hourglass-core/internal/validation.ts";
import { sizeWords, withArticle } from "hourglass-core/internal/words.ts";
import { type CellSource, textOf } from "./cell-source.ts";
import { withPoint } from "./column-look.ts";
import { ofItsOwn } from "./word-counts.ts";

/** A column of a table, and what of a source becomes its values. */
export interface FilledColumn {
  readonly column: Column;
  /** The place of its cell in a row. */
  readonly at: number;
  readonly decimalComma: boolean;
  /** Whether a missing cell is an error although a value may stand for it. */
  readonly refusesMissing: boolean;
}

/** What to do about a cell that does not fit, after a colon. */
export interface FillAdvice {
  readonly text: (name: string) => string;
  readonly missing: string;
}

/** What was read of a source. */
export interface FilledRows {
  readonly samples: RowSet;
  /** How many cells of each column are none of its words. */
  readonly others: readonly number[];
  /** The class of each row, where a column has it. */
  readonly classes?: readonly string[];
}

/** The most bytes of values that are read into memory. */
const largestTable = 2 ** 32;

/** Class names stand in tables and legends. */
const longestClassName = 200;

/**
 * Fills the rows of a table from the cells of a source, in one array and without keeping any of them.
 * @param count the number of rows
 * @param label the place of the cell that names the class of a row
 * @throws HourglassError naming line and column of a cell that the table does not take, and what to do
 */
export async function fillRows(
  source: CellSource,
  columns: readonly FilledColumn[],
  {
    count,
    label,
    advice,
    signal,
  }: {
    readonly count: number;
    readonly label?: number | undefined;
    readonly advice: FillAdvice;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<FilledRows> {
  const width = columns.length;
  const bytes = 4 * count * width;
  if (bytes > largestTable) {
    throw new HourglassError(
      `${source.path}: expected at most ${sizeWords(largestTable)} of values, found ${sizeWords(bytes)}: leave out columns (--drop)`,
    );
  }
  const values = new Float32Array(count * width);
  const others = new Array<number>(width).fill(0);
  const classes: string[] = [];
  const classNames = new Map<string, string>();
  const readers = columns.map((column) => cellReader(column));
  let row = 0;
  await source.eachRow((cells, at) => {
    for (let place = 0; place < width; place++) {
      const { read, isOther, refuse } = readers[place] as CellReader;
      const cell = cells[columns[place]?.at as number] as string;
      const value = read(textOf(cell));
      if (value === undefined || (!Number.isFinite(Math.fround(value)) && !Number.isNaN(value))) {
        throw new HourglassError(`${source.placeOf(at)}, column ${refuse(cell, value, advice)}`);
      }
      if (isOther(value)) others[place] = (others[place] as number) + 1;
      values[row * width + place] = value;
    }
    if (label !== undefined) classes.push(classOf(cells[label] as string, classNames, source, at, label));
    row++;
  }, signal);
  const table: Table = columns.map(({ column }) => column);
  return {
    samples: { kind: "row", count, columns: width, values, table },
    others,
    ...(label === undefined ? {} : { classes }),
  };
}

interface CellReader {
  /** The value of a cell's text; `undefined` where it has none, and not finite where float32 does not hold it. */
  readonly read: (text: string) => number | undefined;
  readonly isOther: (value: number) => boolean;
  /** What is wrong with a cell, after the name of its column. */
  readonly refuse: (cell: string, value: number | undefined, advice: FillAdvice) => string;
}

function cellReader({ column, decimalComma, refusesMissing }: FilledColumn): CellReader {
  const kind = kindOfColumn(column);
  const words = kind.words?.(column);
  const isMissingTaken = !refusesMissing && (words !== undefined || asQuantity(column)?.missing === true);
  const missing = words === undefined ? Number.NaN : kind.read("", column);
  const isNumber = column.kind === "number";
  return {
    read: (text) => {
      if (text === "") return isMissingTaken ? missing : undefined;
      const value = kind.read(decimalComma ? decimalText(text) : text, column);
      return value === undefined && isNumber && /^[+-]?inf(inity)?$/i.test(text)
        ? Number.POSITIVE_INFINITY
        : value;
    },
    isOther: (value) => words !== undefined && value === words.length,
    refuse: (cell, value, advice) => {
      const text = cell.trim();
      const found = text === "" ? "nothing" : showValue(text);
      const sign = isNumber && decimalComma ? " with a decimal comma" : "";
      const name = showName(column.name);
      if (value !== undefined) {
        return `${name}: expected a finite number that float32 holds (below 3.4e38), found ${text}: correct it, or leave the row out`;
      }
      const expected = `${name}: expected ${withArticle(words === undefined ? kind.name : "word")}${sign}, found ${found}`;
      return `${expected}: ${textOf(cell) === "" ? advice.missing : advice.text(column.name)}`;
    },
  };
}

/** In a column whose decimal sign is a comma, a point is none. */
function decimalText(text: string): string {
  return text.includes(".") ? "" : withPoint(text);
}

function classOf(
  cell: string,
  known: Map<string, string>,
  source: CellSource,
  at: number,
  label: number,
): string {
  const text = textOf(cell);
  const before = known.get(text);
  if (before !== undefined) return before;
  if (text === "" || text.length > longestClassName) {
    throw new HourglassError(
      `${source.placeOf(at)}, column ${showName(source.names[label] as string)}: expected a class of 1 to ${longestClassName} characters, ` +
        `found ${text === "" ? "nothing" : showValue(text)}: leave the row out, or the labels`,
    );
  }
  const name = ofItsOwn(text);
  known.set(name, name);
  return name;
}
