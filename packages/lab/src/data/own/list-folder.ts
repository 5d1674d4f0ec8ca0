import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { whyUnreadable } from "hourglass-core/internal/files/read-text.ts";
import { sortNaturally } from "../files/natural-order.ts";
import { isSystemFile, type Listing } from "./source-folder.ts";

/**
 * Lists the files and folders directly in a folder; links count as what they lead to.
 * @throws HourglassError where it, or something that a link in it leads to, cannot be looked at
 */
export async function listFolder(folder: string): Promise<Listing> {
  const files: string[] = [];
  const folders: string[] = [];
  const entries = await looking(folder, () => readdir(folder, { withFileTypes: true }));
  for (const entry of entries) {
    if (isSystemFile(entry.name)) continue;
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? await looking(path, () => stat(path)) : entry;
    if (kind.isFile()) files.push(entry.name);
    else if (kind.isDirectory()) folders.push(entry.name);
  }
  return { files: sortNaturally(files), folders: sortNaturally(folders) };
}

async function looking<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new HourglassError(`cannot read ${path}: ${whyUnreadable(error as Error)}`, { cause: error });
  }
}
