import { checkArgument, dataPlaceSchema, recordSchema } from "hourglass-core/internal/arguments.ts";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { CorruptFileError, HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import * as z from "zod";
import {
  type CatalogueEntry,
  type CatalogueName,
  catalogue,
  catalogueNames,
  type DrawnName,
  type FilesEntry,
  type FilesName,
  hasFiles,
  isCatalogueName,
  isGenerated,
} from "./catalogue/catalogue.ts";
import { loadDrawn } from "./catalogue/drawn.ts";
import { datasetOfEntry, type EntryContent } from "./catalogue/entry-dataset.ts";
import { entryFolders, generatedFolder, readEntry } from "./catalogue/entry-files.ts";
import { cacheGenerated, generateContent } from "./catalogue/generated.ts";
import { type FetchOptions, fetchEntry, fetchFields } from "./download/fetch.ts";
import { readable } from "./own/formats.ts";
import { isDataPath, loadOwnDataset } from "./own/load-own.ts";
import { type OwnDataOptions, ownFields } from "./own/own-data.ts";

export interface LoadOptions extends Omit<FetchOptions, "force">, OwnDataOptions {
  /** Whether to download what the cache lacks; otherwise that is an error. */
  readonly download?: boolean | undefined;
}

/**
 * What a program may write as the place of data: a path that it spells out has a slash, a backslash or a dot, so that a misspelt
 * name does not compile. A text that is known only when the program runs may be anything.
 */
export type WrittenPlace<Place extends string> = string extends Place
  ? string
  : CatalogueName | `${string}/${string}` | `${string}\\${string}` | `${string}.${string}`;

const optionsSchema = recordSchema<LoadOptions>({
  ...fetchFields,
  ...ownFields,
  download: z.boolean().optional(),
});

/**
 * Loads a data set: by its name in the catalogue, with the checksum of every file, or part, verified, or from a path,
 * relative to the working directory or absolute, to data of one's own. A name goes before a path: `./mnist` is
 * the folder.
 * @throws UsageError on a name that the catalogue lacks and that is no path, and on wrong options
 * @throws HourglassError where the cache lacks the set, or has it damaged, and it cannot be, or is not to be,
 * downloaded; or where the data at the path cannot be used
 */
export async function loadDataset(name: FilesName, options?: LoadOptions): Promise<Dataset>;
export async function loadDataset(name: DrawnName, options?: LoadOptions): Promise<Dataset<RowSet>>;
export async function loadDataset<Place extends string>(
  nameOrPath: Place & WrittenPlace<Place>,
  options?: LoadOptions,
): Promise<Dataset<Samples>>;
export async function loadDataset(nameOrPath: string, options: LoadOptions = {}): Promise<Dataset<Samples>> {
  checkArgument(dataPlaceSchema, nameOrPath, "loadDataset", "nameOrPath");
  checkArgument(optionsSchema, options, "loadDataset", "options");
  if (isCatalogueName(nameOrPath)) {
    const entry: CatalogueEntry = catalogue[nameOrPath];
    const kind = kindOfSamples(hasFiles(entry) ? entry.image : entry.sample);
    if (options.samples !== undefined && options.samples !== kind.name) {
      throw new UsageError(
        `samples: ${nameOrPath} has ${kind.plural}; expected auto, found ${options.samples}`,
      );
    }
    if (options.imageSize !== undefined) {
      throw new UsageError(
        hasFiles(entry)
          ? `image size: ${nameOrPath} has images of ${entry.image.height} x ${entry.image.width}; ` +
              "only data of your own can be scaled"
          : `image size: ${nameOrPath} has ${kind.plural}, not images: leave it out`,
      );
    }
    const ofTables = (["columns", "labelColumn", "drop", "missing"] as const).find(
      (name) => options[name] !== undefined,
    );
    if (ofTables !== undefined) {
      throw new UsageError(
        `${ofTables}: the columns of ${nameOrPath} are known; only those of a table of your own can be told`,
      );
    }
    if (options.labels !== undefined) {
      throw new UsageError(
        `labels: ${nameOrPath} has labels of its own; only data of your own can be given others`,
      );
    }
    return hasFiles(entry) ? loadEntry(entry, options) : loadDrawn(entry, options);
  }
  if (await isDataPath(nameOrPath)) return loadOwnDataset(nameOrPath, options);
  throw new UsageError(
    `unknown data set "${nameOrPath}": choose one of ${catalogueNames.join(", ")}, ` +
      `or give the path of your own data: ${readable("data set")}`,
  );
}

/** {@link loadDataset} for an entry with files that need not be in the catalogue. */
export async function loadEntry(entry: FilesEntry, options: LoadOptions = {}): Promise<Dataset> {
  const content =
    (await readCached(entry, options)) ??
    (isGenerated(entry) ? await makeContent(entry, options) : await downloadContent(entry, options));
  return datasetOfEntry(entry, content);
}

/** What the cache has, or `undefined` where it lacks a file, or has a wrong one that can be replaced. */
async function readCached(entry: FilesEntry, options: LoadOptions): Promise<EntryContent | undefined> {
  for (const folder of entryFolders(entry, options.dataDir)) {
    try {
      const content = await readEntry(entry, folder, options.signal);
      if (content !== undefined) return content;
    } catch (error) {
      if (!(error instanceof CorruptFileError)) throw error;
      if (isGenerated(entry)) {
        options.onNotice?.(`${error.message}; drawing the set anew`);
      } else if (!options.download) {
        throw new HourglassError(`${error.message}; fetch it anew with: hourglass data fetch ${entry.name}`, {
          cause: error,
        });
      }
    }
  }
  return undefined;
}

async function makeContent(entry: FilesEntry, options: LoadOptions): Promise<EntryContent> {
  const content = await generateContent(entry, options, options.generate);
  await cacheGenerated(entry, content, generatedFolder(), options);
  return content;
}

async function downloadContent(entry: FilesEntry, options: LoadOptions): Promise<EntryContent> {
  const [folder = ""] = entryFolders(entry, options.dataDir);
  if (options.download) {
    await fetchEntry(entry, options);
    const content = await readEntry(entry, folder, options.signal);
    if (content !== undefined) return content;
  }
  throw new HourglassError(
    `${entry.name} is not, or not completely, in ${folder}: download it with: hourglass data fetch ${entry.name}; ` +
      "or name the folder that has it with --data-dir or the environment variable HOURGLASS_DATA",
  );
}
