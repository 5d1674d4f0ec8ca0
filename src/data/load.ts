import { HourglassError, UsageError } from "../errors.ts";
import { type CatalogueEntry, catalogue, type FileRole, fileRoles, isGenerated } from "./catalogue.ts";
import { type EntryContent, entryFolders, readEntry } from "./entry-files.ts";
import { type FetchOptions, fetchEntry } from "./fetch.ts";
import { cacheGenerated, generateContent } from "./generated.ts";
import { parseIdx } from "./idx.ts";
import type { Dataset, ImageSet } from "./image-set.ts";
import { isDataPath, loadOwnDataset, readableKinds } from "./own/load-own.ts";
import type { OwnDataOptions } from "./own/own-data.ts";
import { CorruptFileError } from "./read-file.ts";

export interface LoadOptions extends Omit<FetchOptions, "force">, OwnDataOptions {
  /** Whether to download what the cache lacks; otherwise that is an error. */
  readonly download?: boolean | undefined;
}

/**
 * Loads a data set: by its name in the catalogue, with the checksum of every file verified, or from a path,
 * relative to the working directory or absolute, to data of one's own. A name goes before a path: `./mnist` is
 * the folder.
 * @throws UsageError on a name that the catalogue lacks and that is no path
 * @throws HourglassError where the cache lacks the set, or has it damaged, and it cannot be, or is not to be,
 * downloaded; or where the data at the path cannot be used
 */
export async function loadDataset(nameOrPath: string, options: LoadOptions = {}): Promise<Dataset> {
  if (isCatalogueName(nameOrPath)) {
    const entry = catalogue[nameOrPath];
    if (options.imageSize !== undefined) {
      throw new UsageError(
        `image size: ${nameOrPath} has images of ${entry.image.height} x ${entry.image.width}; ` +
          "only data of your own can be scaled",
      );
    }
    return loadEntry(entry, options);
  }
  if (await isDataPath(nameOrPath)) return loadOwnDataset(nameOrPath, options);
  throw new UsageError(
    `unknown data set "${nameOrPath}": choose one of ${Object.keys(catalogue).join(", ")}, ` +
      `or give the path of your own data: ${readableKinds}`,
  );
}

function isCatalogueName(name: string): name is keyof typeof catalogue {
  return Object.hasOwn(catalogue, name);
}

/** {@link loadDataset} for an entry that need not be in the catalogue. */
export async function loadEntry(entry: CatalogueEntry, options: LoadOptions = {}): Promise<Dataset> {
  const content =
    (await readCached(entry, options)) ??
    (isGenerated(entry) ? await makeContent(entry, options) : await downloadContent(entry, options));
  return toDataset(entry, content);
}

/** What the cache has, or `undefined` where it lacks a file, or has a wrong one that can be replaced. */
async function readCached(entry: CatalogueEntry, options: LoadOptions): Promise<EntryContent | undefined> {
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

async function makeContent(entry: CatalogueEntry, options: LoadOptions): Promise<EntryContent> {
  const content = await generateContent(entry, options, options.generate);
  await cacheGenerated(entry, content, entryFolders(entry, options.dataDir), options);
  return content;
}

async function downloadContent(entry: CatalogueEntry, options: LoadOptions): Promise<EntryContent> {
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

function toDataset(entry: CatalogueEntry, content: EntryContent): Dataset {
  const { name, title, source, licence, classNames } = entry;
  return {
    name,
    title,
    source,
    licence,
    classNames,
    train: toImageSet(entry, content, "trainImages", "trainLabels"),
    test: toImageSet(entry, content, "testImages", "testLabels"),
    checksums: Object.fromEntries(fileRoles.map((role) => [entry.files[role].name, content[role].sha256])),
  };
}

function toImageSet(
  entry: CatalogueEntry,
  content: EntryContent,
  imageRole: FileRole,
  labelRole: FileRole,
): ImageSet {
  const imageFile = `${entry.name}/${entry.files[imageRole].name}`;
  const labelFile = `${entry.name}/${entry.files[labelRole].name}`;
  const images = parseIdx(content[imageRole].bytes, imageFile, 3);
  const labels = parseIdx(content[labelRole].bytes, labelFile, 1);
  const [count = 0, height = 0, width = 0] = images.dimensions;
  if (height !== entry.image.height || width !== entry.image.width) {
    throw new HourglassError(
      `${imageFile}: expected images of ${entry.image.height} x ${entry.image.width}, found ${height} x ${width}`,
    );
  }
  if (labels.values.length !== count) {
    throw new HourglassError(`${labelFile}: expected ${count} labels, found ${labels.values.length}`);
  }
  const classes = entry.classNames.length;
  const wrong = labels.values.findIndex((label) => label >= classes);
  if (wrong !== -1) {
    throw new HourglassError(
      `${labelFile}: expected labels from 0 to ${classes - 1}, found ${labels.values[wrong]} for image ${wrong}`,
    );
  }
  return { count, height, width, channels: 1, images: images.values, labels: labels.values };
}
