import type { Stats } from "node:fs";
import { basename, parse, resolve } from "node:path";
import { checkArgument, dataPlaceSchema } from "../../arguments.ts";
import { HourglassError } from "../../errors.ts";
import { findPath } from "../find-path.ts";
import type { Dataset } from "../image-set.ts";
import { isArrayFile, readArrayData } from "./array-file.ts";
import { diskFolder } from "./disk-folder.ts";
import { type OwnData, type OwnDataOptions, toOwnDataset } from "./own-data.ts";
import { readFolder } from "./read-folder.ts";

/** The kinds of data that can be read, for messages. */
export const readableKinds = "a folder of PNG files or of IDX files, or an .npy or .npz file";

/** Whether what was asked for looks like a path, or is one, rather than a name. */
export async function isDataPath(nameOrPath: string): Promise<boolean> {
  checkArgument(dataPlaceSchema, nameOrPath, "isDataPath", "nameOrPath");
  if (/[/\\]/.test(nameOrPath) || nameOrPath.startsWith(".") || isArrayFile(nameOrPath)) return true;
  return nameOrPath !== "" && (await findPath(nameOrPath)) !== undefined;
}

/**
 * Loads data of one's own: a folder of IDX files, a folder of PNG files, or an .npy or .npz file.
 * @param path relative to the working directory, or absolute
 * @throws HourglassError on what cannot be used, naming the file, what was expected and what was found
 */
export async function loadOwnDataset(path: string, options: OwnDataOptions): Promise<Dataset> {
  options.signal?.throwIfAborted();
  const found = await requirePath(path, readableKinds);
  const whole = resolve(path);
  const name = (found.isDirectory() ? basename(whole) : parse(whole).name) || "data";
  return toOwnDataset(await readData(path, found, options), { name, source: path }, options);
}

async function readData(path: string, found: Stats, options: OwnDataOptions): Promise<OwnData> {
  if (!found.isDirectory()) {
    if (found.isFile() && isArrayFile(path)) return readArrayData(path, options);
    throw new HourglassError(`${path}: expected ${readableKinds}, found another file`);
  }
  return readFolder(diskFolder(path), options);
}

/**
 * What is at a path.
 * @param kinds what may be there, for the message
 * @throws HourglassError where there is nothing, or nothing that can be looked at
 */
export async function requirePath(path: string, kinds: string): Promise<Stats> {
  const found = await findPath(path);
  if (found !== undefined) return found;
  throw new HourglassError(`${path}: expected ${kinds}, found nothing (seen from ${process.cwd()})`);
}
