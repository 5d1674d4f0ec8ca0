import { gunzipSync } from "fflate";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { showName, visible } from "hourglass-core/internal/validation.ts";
import { counted } from "hourglass-core/internal/words.ts";
import {
  type ColumnData,
  type FileMetaData,
  parquetMetadata,
  parquetRead,
  parquetSchema,
  type SchemaTree,
} from "hyparquet";
import type { CellSource } from "../columns/cell-source.ts";
import { areWholePages } from "./parquet-pages.ts";

/** More cells than are read into memory: a few bytes may say that a value is there a billion times. */
const mostCells = 2 ** 30;

/**
 * Opens a Parquet file, whose rows are read group by group.
 * @param path for messages
 * @throws HourglassError on what is no such file
 */
export function openParquet(bytes: Uint8Array<ArrayBuffer>, path: string): CellSource {
  // A view would be read from the beginning of what it is a view of.
  const buffer = bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
  const file = {
    byteLength: buffer.byteLength,
    slice: (from: number, to?: number) => buffer.slice(from, to),
  };
  const metadata = readOr(path, () => parquetMetadata(buffer));
  const all = readOr(path, () => parquetSchema(metadata)).children;
  const columns = all.filter(isPlain);
  const names = columns.map(({ element }) => element.name);
  const nested = all.filter((column) => !isPlain(column)).map(({ element }) => showName(element.name));
  requireColumns(names, metadata, path);
  if (!readOr(path, () => areWholePages(buffer, metadata, names))) throw unreadable(path, undefined);

  return {
    ...{ path, names, isNamed: true, hasDecimalCommas: false },
    texts: new Set(columns.filter(isText).map(({ element }) => element.name)),
    notices:
      nested.length === 0
        ? []
        : [
            `${path}: not used: ${nested.slice(0, 10).join(", ")}; a column has one number, text or date a row`,
          ],
    eachRow: async (visit, signal) => {
      const cells = new Array<string>(names.length);
      let start = 0;
      for (const { num_rows } of metadata.row_groups) {
        signal?.throwIfAborted();
        const end = start + Number(num_rows);
        const values = await columnsOf(
          { file, metadata, rowStart: start, rowEnd: end, columns: names },
          path,
        );
        for (let row = 0; row < end - start; row++) {
          for (let at = 0; at < names.length; at++) cells[at] = cellOf(values[at]?.[row]);
          visit(cells, start + row + 1);
        }
        start = end;
      }
    },
    placeOf: (row) => `${path}, row ${row}`,
  };
}

type GroupOptions = Pick<Parameters<typeof parquetRead>[0], "file" | "metadata" | "rowStart" | "rowEnd"> & {
  readonly columns: readonly string[];
};

/** The values of a group of rows, column by column. */
async function columnsOf(
  { columns, ...group }: GroupOptions,
  path: string,
): Promise<readonly ArrayLike<unknown>[]> {
  const found = columns.map((): unknown[] => []);
  const places = new Map(columns.map((name, at) => [name, at]));
  const { rowStart = 0, rowEnd = 0 } = group;
  const onChunk = ({ columnName, columnData, rowStart: from }: ColumnData): void => {
    const values = found[places.get(columnName) ?? -1];
    if (values === undefined) return;
    for (let at = 0; at < columnData.length; at++) values[from - rowStart + at] = columnData[at];
  };
  try {
    await parquetRead({ ...group, columns: [...columns], onChunk, compressors: { GZIP: gunzip } });
  } catch (error) {
    throw unreadable(path, error);
  }
  const short = found.findIndex(({ length }) => length < rowEnd - rowStart);
  if (short >= 0) {
    throw new HourglassError(
      `${path}: expected ${counted(rowEnd, "value")} of the column ${showName(columns[short] as string)}, found fewer: it is damaged`,
    );
  }
  return found;
}

function gunzip(packed: Uint8Array, length: number): Uint8Array {
  return gunzipSync(packed, { out: new Uint8Array(length) });
}

function readOr<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): HourglassError {
  // Its reader speaks to programmers, and of what is damaged the language itself does.
  const codec = error instanceof Error ? /compression codec: (\w+)/.exec(error.message)?.[1] : undefined;
  return new HourglassError(
    codec === undefined
      ? `${path}: expected a Parquet file, found a damaged one, or one of another format: write it anew`
      : `${path}: expected the compression snappy, gzip or none, found ${visible(codec)}: write it with one of these`,
    { cause: error },
  );
}

/** Whether a column has one value a row, which can be a cell. */
function isPlain({ children, element }: SchemaTree): boolean {
  const { repetition_type, converted_type = "", logical_type } = element;
  const type = logical_type?.type ?? "";
  return (
    children.length === 0 &&
    repetition_type !== "REPEATED" &&
    !["JSON", "BSON", "INTERVAL"].includes(converted_type) &&
    !["JSON", "BSON", "VARIANT", "GEOMETRY", "GEOGRAPHY"].includes(type)
  );
}

/** Texts and truth values, whatever they look like. */
function isText({ element: { type, converted_type, logical_type } }: SchemaTree): boolean {
  const isDecimal = converted_type === "DECIMAL" || logical_type?.type === "DECIMAL";
  return type === "BOOLEAN" || (type === "BYTE_ARRAY" && !isDecimal);
}

/** A value as a text file would have it. */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (!(value instanceof Date)) return String(value);
  return Number.isNaN(value.getTime()) ? "" : value.toISOString().replace("T00:00:00.000Z", "");
}

function requireColumns(
  names: readonly string[],
  { row_groups, num_rows }: FileMetaData,
  path: string,
): void {
  if (names.length === 0) {
    throw new HourglassError(`${path}: expected columns of numbers, texts or dates, found none`);
  }
  if (names.some((name) => name === "") || new Set(names).size < names.length) {
    throw new HourglassError(`${path}: expected a name of its own for each column: rename some of them`);
  }
  const rows = row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (rows !== Number(num_rows) || row_groups.some((group) => Number(group.num_rows) < 0)) {
    throw new HourglassError(
      `${path}: expected ${counted(Number(num_rows), "row")}, found ${rows} in its groups: it is damaged`,
    );
  }
  if (rows * names.length > mostCells) {
    throw new HourglassError(
      `${path}: expected at most ${counted(mostCells, "cell")}, found ${counted(rows, "row")} of ${counted(names.length, "column")}`,
    );
  }
}
