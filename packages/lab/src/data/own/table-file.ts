import { row } from "hourglass-core/internal/data/samples/row.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import type { CellSource } from "../columns/cell-source.ts";
import { rowsByLooking } from "../columns/rows-by-looking.ts";
import { rowsOfTable } from "../columns/rows-of-table.ts";
import type { FormatOptions, FoundData } from "./format.ts";
import { largestContent, numberedPart, type OwnPart } from "./own-data.ts";
import type { SourceFolder } from "./source-folder.ts";

/**
 * Opens a text file of rows of cells.
 * @throws HourglassError naming the file and the line, what was expected and what was found
 */
export async function openDelimitedFile(
  folder: SourceFolder,
  name: string,
  options: FormatOptions,
): Promise<FoundData> {
  const { bytes, sha256 } = await folder.read(name, { maximumBytes: largestContent }, options.signal);
  const { openDelimited } = await import("../formats/delimited.ts");
  return foundTable(openDelimited(bytes, folder.pathOf(name)), { [name]: sha256 }, options);
}

/**
 * Opens a Parquet file.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openParquetFile(
  folder: SourceFolder,
  name: string,
  options: FormatOptions,
): Promise<FoundData> {
  const limit = { maximumBytes: largestContent, gunzip: false };
  const { bytes, sha256 } = await folder.read(name, limit, options.signal);
  const { openParquet } = await import("../formats/parquet.ts");
  return foundTable(openParquet(bytes, folder.pathOf(name)), { [name]: sha256 }, options);
}

function foundTable(
  source: CellSource,
  checksums: Readonly<Record<string, string>>,
  options: FormatOptions,
): FoundData {
  const { samples = row.name, table } = options;
  if (samples !== row.name) {
    throw new UsageError(
      `samples: ${source.path} has ${row.plural}; expected auto or ${row.name}, found ${samples}`,
    );
  }
  const read = (): Promise<OwnPart> =>
    table === undefined ? rowsByLooking(source, options) : rowsOfTable(source, table, options);
  return {
    readAll: async () => ({ train: await read(), checksums }),
    train: async () => numberedPart(await read()),
  };
}
