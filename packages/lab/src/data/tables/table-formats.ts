import { extname } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { type KindTable, kindTable } from "hourglass-core/internal/kinds/table.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { listed } from "hourglass-core/internal/words.ts";
import { csvTable } from "./csv-table.ts";
import { jsonTable } from "./json-table.ts";
import { npyTable } from "./npy-table.ts";
import { npzTable } from "./npz-table.ts";
import { parquetTable } from "./parquet-table.ts";
import type { TableFormat } from "./table-format.ts";

/** The formats that tables are written in. */
export const tableFormats: KindTable<TableFormat> = kindTable<TableFormat>("format of tables", [
  csvTable,
  npzTable,
  parquetTable,
  npyTable,
  jsonTable,
]);

/**
 * The format of a file by the ending of its name.
 * @param option what names the file, for the message
 * @throws UsageError where there is none of that ending
 */
export function tableFormatOf(file: string, option: string): TableFormat {
  const ending = extname(file).toLowerCase();
  const found = tableFormats.kinds.find(({ name }) => ending === `.${name}`);
  if (found !== undefined) return found;
  throw new UsageError(
    `${option}: expected a file that ends in ${listed(
      tableFormats.kinds.map(({ name }) => `.${name}`),
      "or",
    )}, found ${showValue(file)}`,
  );
}

/** What the files hold, for help: a line a format. */
export function tableFormatsHelp(): string {
  const lines = tableFormats.kinds.map(({ name, holds }) => `  ${`.${name}`.padEnd(10)}${holds}`);
  return `What a file holds, by the ending of its name:\n${lines.join("\n")}`;
}
