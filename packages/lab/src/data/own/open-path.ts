import type { Stats } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { optionName } from "hourglass-core/internal/settings/settings-table.ts";
import { listed } from "hourglass-core/internal/words.ts";
import { findPath } from "../files/find-path.ts";
import { diskFolder } from "./disk-folder.ts";
import type { DataUse, FormatOptions, FoundData } from "./format.ts";
import { formatOfFile, formats, openFolder, readable } from "./formats.ts";
import type { OwnDataOptions } from "./own-data.ts";
import type { SourceFolder } from "./source-folder.ts";

export interface OpenedPath {
  readonly data: FoundData;
  readonly isFolder: boolean;
}

/**
 * Opens the file or folder at a path, whatever its format.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openPath(path: string, use: DataUse, options: FormatOptions): Promise<OpenedPath> {
  const found = await findPath(path);
  if (found?.isDirectory()) {
    requireNoColumns(path, options);
    return { data: await openFolder(withoutLabels(diskFolder(path), options), options), isFolder: true };
  }
  const name = basename(path);
  const format = found?.isFile() ? formatOfFile(name, use) : undefined;
  if (format === undefined) {
    throw new HourglassError(`${path}: expected ${readable(use)}, found ${describe(found)}`);
  }
  if (!format.isTable) requireNoColumns(path, options);
  // Messages name the file as it was given.
  const folder = diskFolder(dirname(path), () => path);
  return { data: await format.openFile(folder, name, options), isFolder: false };
}

/** @throws UsageError where options speak of columns, and the data have none with names */
function requireNoColumns(path: string, options: OwnDataOptions): void {
  const asked = (["columns", "labelColumn", "drop", "missing"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (asked === undefined) return;
  const tables = formats.kinds.filter(({ isTable }) => isTable).map(({ title }) => title);
  throw new UsageError(
    `--${optionName(asked)}: expected a table with columns (${listed(tables, "or")}), found ${path}: leave it out`,
  );
}

/** Labels that lie in the folder are none of its images. */
function withoutLabels(folder: SourceFolder, { labels }: OwnDataOptions): SourceFolder {
  if (labels === undefined) return folder;
  const own = resolve(labels);
  return {
    ...folder,
    list: async (place) => {
      const { files, folders } = await folder.list(place);
      return { files: files.filter((name) => resolve(folder.pathOf(place), name) !== own), folders };
    },
  };
}

function describe(found: Stats | undefined): string {
  return found === undefined ? `nothing (seen from ${process.cwd()})` : "another file";
}
