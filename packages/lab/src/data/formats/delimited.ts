import { number } from "hourglass-core/internal/data/columns/number.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { counted, listed } from "hourglass-core/internal/words.ts";
import Papa from "papaparse";
import type { CellSource } from "../columns/cell-source.ts";
import { withPoint } from "../columns/column-look.ts";
import { piecesOfText } from "./text-pieces.ts";

/** What may divide the cells of a row. A comma comes last, since numbers may have it for a point, and texts as they like. */
const delimiters = ["\t", ";", "|", ","] as const;

/** A row of more characters is none, but what follows a quote that is not closed. */
const longestRow = 2 ** 24;

/** What of a file is looked at to tell what divides its cells. */
const looked = 2 ** 16;

/**
 * Opens a text of rows whose cells are divided by commas, semicolons, tabs or bars (RFC 4180 but for these): it is read anew,
 * piece by piece, whenever its rows are gone through.
 * @param path for messages
 * @param lineOf tells the line for messages of a line of the text, where that is a part of something
 * @throws HourglassError on what is no such text, naming the line
 */
export function openDelimited(
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
  lineOf: LineOf = (line) => line,
): CellSource {
  const delimiter = delimiterOf(bytes, path);
  const hasDecimalCommas = delimiter !== ",";
  const [first] = lines(bytes, path, delimiter, lineOf);
  if (first === undefined) throw new HourglassError(`${path}: expected a table, found an empty file`);
  const isHeader = !first.cells.every((cell) =>
    isNumber(hasDecimalCommas ? withPoint(cell.trim()) : cell.trim()),
  );
  const names = first.cells.map((cell, at) => (isHeader && cell.trim()) || `column ${at + 1}`);
  requireDifferent(names, `${path}, line ${first.line}`);
  return {
    ...{ path, names, isNamed: isHeader, hasDecimalCommas, texts: new Set() },
    notices: isHeader ? [] : [headlessNotice(path, names)],
    eachRow: async (visit, signal) => {
      let isFirst = isHeader;
      for (const { rows, line } of pieces(bytes, path, delimiter, lineOf)) {
        for (const [index, cells] of rows.entries()) {
          if (isBlank(cells)) continue;
          if (isFirst) isFirst = false;
          else {
            if (cells.length !== names.length) refuseLength(cells, names, `${path}, line ${line(index)}`);
            visit(cells, line(index));
          }
        }
        // Whoever wants to stop it, or to draw, has the thread between pieces.
        await new Promise((resolve) => setTimeout(resolve));
        signal?.throwIfAborted();
      }
    },
    placeOf: (line) => `${path}, line ${line}`,
  };
}

interface Piece {
  readonly rows: readonly (readonly string[])[];
  /** The line, from 1, on which the row of a place begins; those of later rows are asked for later. */
  readonly line: (row: number) => number;
}

type LineOf = (line: number) => number;

function* pieces(
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
  delimiter: string,
  lineOf: LineOf,
): Generator<Piece> {
  let start = 1;
  let rest = "";
  for (const { text: added, isLast } of piecesOfText(bytes, path)) {
    const text = rest + added;
    const { data, errors, meta } = parse(text, delimiter, !isLast);
    const line = lineCounter(data, start, text.includes('"'));
    // Of a row that is not whole yet nothing can be said.
    const [error] = errors.filter(({ row }) => isLast || row < data.length);
    if (error !== undefined) refuseQuotes(error, `${path}, line ${lineOf(line(error.row))}`);
    yield { rows: data, line: (row) => lineOf(line(row)) };
    start = line(data.length);
    rest = isLast ? "" : text.slice(meta.cursor);
    if (rest.length > longestRow) {
      throw new HourglassError(
        `${path}, line ${lineOf(start)}: expected a row of at most ${counted(longestRow, "character")}, found a longer one: ` +
          "close the quotes that are opened in it",
      );
    }
  }
}

interface Parsed {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly { readonly code: string; readonly row: number }[];
  readonly meta: { readonly cursor: number };
}

function parse(text: string, delimiter: string, leavesLast: boolean): Parsed {
  return new Papa.Parser({ delimiter, newline: "\n" }).parse(text, 0, leavesLast) as Parsed;
}

/** Counts the lines of rows as far as these were asked for: a row has more than one where quotes have ends of lines in them. */
function lineCounter(rows: Parsed["data"], start: number, hasQuotes: boolean): Piece["line"] {
  if (!hasQuotes) return (row) => start + row;
  let [counted, line] = [0, start];
  return (row) => {
    for (; counted < row && counted < rows.length; counted++) line += 1 + endsOfLines(rows[counted] ?? []);
    return line;
  };
}

function endsOfLines(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);
}

/** The cells of a row of text, and the line, from 1, on which it begins. */
export interface CellsOfLine {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * The rows of a text of cells (RFC 4180, or divided by something else than commas) that are not empty, whatever numbers of cells they have.
 * @param path for messages
 * @throws HourglassError on what is no such text, naming the line
 */
export function* lines(
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
  delimiter: string,
  lineOf: LineOf = (line) => line,
): Generator<CellsOfLine> {
  for (const { rows, line } of pieces(bytes, path, delimiter, lineOf)) {
    for (const [index, cells] of rows.entries()) if (!isBlank(cells)) yield { cells, line: line(index) };
  }
}

/** An empty line is no row. */
function isBlank(cells: readonly string[]): boolean {
  return cells.length === 1 && (cells[0] as string).trim() === "";
}

/** What divides the first rows into equally many cells; where nothing does, what divides the first one into most. */
function delimiterOf(bytes: Uint8Array<ArrayBuffer>, path: string): string {
  const { value: first } = piecesOfText(bytes, path).next();
  const isWhole = first === undefined || (first.isLast && first.text.length <= looked);
  const text = first?.text.slice(0, looked) ?? "";
  const widths = delimiters.map((delimiter) =>
    parse(text, delimiter, !isWhole && text.includes("\n"))
      .data.filter((cells) => !isBlank(cells))
      .map(({ length }) => length),
  );
  const even = widths.findIndex(
    ([width = 0, ...rest]) => width > 1 && rest.every((other) => other === width),
  );
  if (even >= 0) return delimiters[even] as string;
  const most = Math.max(...widths.map(([width = 0]) => width));
  // Of texts of one column commas divide nothing, and so do all others.
  return most < 2 ? "," : (delimiters[widths.findLastIndex(([width = 0]) => width === most)] as string);
}

function isNumber(text: string): boolean {
  return number.read(text, { name: "", kind: "number" }) !== undefined;
}

function headlessNotice(path: string, names: readonly string[]): string {
  const words =
    names.length === 1 ? `its column is ${names[0]}` : `its columns are ${names[0]} to ${names.at(-1)}`;
  return `${path}: the first line has numbers alone, so that it is no header: ${words}`;
}

function requireDifferent(names: readonly string[], where: string): void {
  const places = new Map<string, number>();
  for (const [at, name] of names.entries()) {
    const before = places.get(name);
    if (before !== undefined) {
      throw new HourglassError(
        `${where}: expected a name of its own for each column, found ${showValue(name)} for columns ${listed(
          [before, at].map((place) => String(place + 1)),
          "and",
        )}: rename one of them`,
      );
    }
    places.set(name, at);
  }
}

function refuseLength(cells: readonly string[], names: readonly string[], where: string): never {
  throw new HourglassError(
    `${where}: expected ${counted(names.length, "cell")}, as on the first line, found ${cells.length}: ` +
      "quote cells that have what divides them",
  );
}

function refuseQuotes({ code }: Parsed["errors"][number], where: string): never {
  throw new HourglassError(
    code === "MissingQuotes"
      ? `${where}: expected a closing quote, found the end of the file: close the cell that begins with a quote`
      : `${where}: expected what divides cells after a closing quote, found more text: write a quote in a quoted cell twice`,
  );
}
