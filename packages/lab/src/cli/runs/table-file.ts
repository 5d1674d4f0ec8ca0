import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { writeFileWhole, writing } from "hourglass-core/internal/files/place-file.ts";
import type { ResultTable } from "../../data/tables/result-table.ts";
import { tableFormatOf } from "../../data/tables/table-formats.ts";

/** A file that a table is to be written to. */
export interface TableFile {
  /** Writes it as a whole or not at all; its folder is made. */
  write(table: ResultTable): Promise<void>;
}

/**
 * The file of `--out`, looked at before anything is computed.
 * @param images what the table will be of
 * @throws UsageError where its name says no format, or it is what it will be of
 */
export function tableFile(out: string, images: readonly string[]): TableFile {
  const format = tableFormatOf(out, "--out");
  if (images.some((place) => resolve(place) === resolve(out))) {
    throw new UsageError(`--out: ${out} is the file of images: choose another name`);
  }
  return {
    write: async (table) => {
      await writing(out, () => mkdir(dirname(out), { recursive: true }));
      await writeFileWhole(out, format.write(table));
    },
  };
}
