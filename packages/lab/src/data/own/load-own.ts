import { basename, parse, resolve } from "node:path";
import { checkArgument, dataPlaceSchema } from "hourglass-core/internal/arguments.ts";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isCatalogueName } from "../catalogue/catalogue.ts";
import { findPath } from "../files/find-path.ts";
import { formatOfFile } from "./formats.ts";
import { openPath } from "./open-path.ts";
import { type OwnDataOptions, toOwnDataset } from "./own-data.ts";

/** Whether what was asked for looks like a path, or is one, rather than a name. */
export async function isDataPath(nameOrPath: string): Promise<boolean> {
  checkArgument(dataPlaceSchema, nameOrPath, "isDataPath", "nameOrPath");
  if (/[/\\]/.test(nameOrPath) || nameOrPath.startsWith(".")) return true;
  if (formatOfFile(nameOrPath, "data set") !== undefined) return true;
  return nameOrPath !== "" && (await findPath(nameOrPath)) !== undefined;
}

/** A data set as it is found again from wherever a run is opened: a name of the catalogue, or an absolute path. */
export async function locatedData(nameOrPath: string): Promise<string> {
  const isOwn = !isCatalogueName(nameOrPath) && (await isDataPath(nameOrPath));
  return isOwn ? resolve(nameOrPath) : nameOrPath;
}

/**
 * Loads data of one's own: whatever there is a format for.
 * @param path relative to the working directory, or absolute
 * @throws HourglassError on what cannot be used, naming the file, what was expected and what was found
 */
export async function loadOwnDataset(path: string, options: OwnDataOptions): Promise<Dataset<Samples>> {
  options.signal?.throwIfAborted();
  const { data, isFolder } = await openPath(path, "data set", options);
  const whole = resolve(path);
  const name = (isFolder ? basename(whole) : parse(whole).name) || "data";
  return toOwnDataset(await data.readAll(), { name, source: path }, options);
}
