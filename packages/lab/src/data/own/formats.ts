import { HourglassError } from "hourglass-core/internal/errors.ts";
import { type KindTable, kindTable } from "hourglass-core/internal/kinds/table.ts";
import { listed } from "hourglass-core/internal/words.ts";
import { csv } from "./csv.ts";
import type { DataUse, Format, FormatOptions, FoundData } from "./format.ts";
import { idx } from "./idx.ts";
import { npy } from "./npy.ts";
import { npz } from "./npz.ts";
import { parquet } from "./parquet.ts";
import { png } from "./png.ts";
import { describeNames, type SourceFolder } from "./source-folder.ts";
import { tsv } from "./tsv.ts";

/** The formats of data of one's own, in the order in which they are tried. */
export const formats: KindTable<Format> = kindTable<Format>("format", [
  ...[idx, png, npy, npz, csv, tsv, parquet],
]);

/** The format of a file by its name, where one such file is enough. */
export function formatOfFile(name: string, use: DataUse): Format | undefined {
  return formatsOfOneFile(use).find((format) => format.isFile(name));
}

/**
 * Opens a folder of files of any format.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openFolder(folder: SourceFolder, options: FormatOptions): Promise<FoundData> {
  const known = formats.kinds.flatMap(({ inFolder }) => inFolder ?? []);
  for (const { open } of known) {
    const found = await open(folder, options);
    if (found !== undefined) return found;
  }
  const { files, folders } = await folder.list("");
  throw new HourglassError(
    `${folder.pathOf("")}: expected ${known.map(({ words }) => words).join(" or ")}, ` +
      `found ${describeNames([...files, ...folders])}`,
  );
}

/** What can be read, for help and messages: `a folder of IDX or PNG files, or a single .npy, .npz or .csv file`. */
export function readable(use: DataUse): string {
  return `a folder of ${readableInFolders()} files, or a single ${titlesOf(formatsOfOneFile(use))} file`;
}

/** What a folder may be of: `IDX or PNG`. */
export function readableInFolders(): string {
  return titlesOf(formatsOfFolders());
}

/** The formats of which a folder is a data set. */
export function formatsOfFolders(): readonly Format[] {
  return formats.kinds.filter(({ inFolder }) => inFolder !== undefined);
}

function titlesOf(some: readonly Format[]): string {
  return listed(
    some.map(({ title }) => title),
    "or",
  );
}

function formatsOfOneFile(use: DataUse): readonly Format[] {
  return formats.kinds.filter(({ single }) => single === "data set" || use === "images");
}
