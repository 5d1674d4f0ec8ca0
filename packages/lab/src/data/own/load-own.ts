import { basename, parse, resolve } from "node:path";
import { checkArgument, dataPlaceSchema } from "hourglass-core/internal/arguments.ts";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { readText } from "hourglass-core/internal/files/read-text.ts";
import { isCatalogueName } from "../catalogue/catalogue.ts";
import { type ColumnsFile, parseColumnChoices } from "../columns/column-choices.ts";
import { findPath } from "../files/find-path.ts";
import { formatOfFile } from "./formats.ts";
import { readLabels, withLabels } from "./labels-file.ts";
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

/** A setting that names a file beside the data, or none, as it is found again. */
export function locatedFile(path: string): string {
  return path === "" ? "" : resolve(path);
}

async function readColumnChoices(path: string): Promise<ColumnsFile> {
  return parseColumnChoices(await readText(path, "--columns"), path);
}

/**
 * Loads data of one's own: whatever there is a format for.
 * @param path relative to the working directory, or absolute
 * @throws HourglassError on what cannot be used, naming the file, what was expected and what was found
 */
export async function loadOwnDataset(path: string, options: OwnDataOptions): Promise<Dataset<Samples>> {
  options.signal?.throwIfAborted();
  const labels = options.labels === undefined ? undefined : await readLabels(options.labels, options.signal);
  const columnsFile = options.columns === undefined ? undefined : await readColumnChoices(options.columns);
  const { data, isFolder } = await openPath(path, "data set", { ...options, columnsFile });
  const whole = resolve(path);
  const name = (isFolder ? basename(whole) : parse(whole).name) || "data";
  const read = await data.readAll();
  const labelled = labels === undefined ? read : withLabels(read, labels, path, options.onNotice);
  return toOwnDataset(labelled, { name, source: path }, options);
}
