import type { Stats } from "node:fs";
import { basename, dirname } from "node:path";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { findPath } from "../files/find-path.ts";
import { diskFolder } from "./disk-folder.ts";
import type { DataUse, FoundData } from "./format.ts";
import { formatOfFile, openFolder, readable } from "./formats.ts";
import type { OwnDataOptions } from "./own-data.ts";

export interface OpenedPath {
  readonly data: FoundData;
  readonly isFolder: boolean;
}

/**
 * Opens the file or folder at a path, whatever its format.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openPath(path: string, use: DataUse, options: OwnDataOptions): Promise<OpenedPath> {
  const found = await findPath(path);
  if (found?.isDirectory()) return { data: await openFolder(diskFolder(path), options), isFolder: true };
  const name = basename(path);
  const format = found?.isFile() ? formatOfFile(name, use) : undefined;
  if (format === undefined) {
    throw new HourglassError(`${path}: expected ${readable(use)}, found ${describe(found)}`);
  }
  // Messages name the file as it was given.
  const folder = diskFolder(dirname(path), () => path);
  return { data: await format.openFile(folder, name, options), isFolder: false };
}

function describe(found: Stats | undefined): string {
  return found === undefined ? `nothing (seen from ${process.cwd()})` : "another file";
}
