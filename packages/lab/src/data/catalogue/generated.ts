import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { isRecord, refuse } from "hourglass-core/internal/arguments.ts";
import { type ImageSet, requireImages } from "hourglass-core/internal/data/image-set.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { FileContent } from "hourglass-core/internal/files/file-content.ts";
import {
  readOnlyError,
  WriteError,
  writeFileWhole,
  writing,
} from "hourglass-core/internal/files/place-file.ts";
import type { DataOptions } from "../data-options.ts";
import { encodeIdx } from "../formats/idx.ts";
import { cachedPath, isWritable } from "./cache.ts";
import { type FilesEntry, fileRoles } from "./catalogue.ts";
import type { EntryContent } from "./entry-dataset.ts";
import { checkEntry, entryFolders, type FetchedFile, generatedFolder } from "./entry-files.ts";

/** Draws both parts of a data set. */
export type Generator = (
  entry: FilesEntry,
  options: DataOptions,
) => Promise<{ readonly train: ImageSet; readonly test: ImageSet }>;

export interface FetchGeneratedOptions extends DataOptions {
  /** Fetch the files that are there and right, too. */
  readonly force?: boolean | undefined;
  /** Draws a generated set; a test gives its own. */
  readonly generate?: Generator | undefined;
}

/** Generates the content of the files of a data set. */
export async function generateContent(
  entry: FilesEntry,
  options: DataOptions,
  generate: Generator = generateBuiltIn,
): Promise<EntryContent> {
  const generated = await generate(entry, options);
  if (!isRecord(generated)) refuse("a record with train, test", generated, "generate", "its result");
  const train = requireImages(generated.train, "generate", "train");
  const test = requireImages(generated.test, "generate", "test");
  return {
    trainImages: hashed(imagesAsIdx(train)),
    trainLabels: hashed(labelsAsIdx(train)),
    testImages: hashed(imagesAsIdx(test)),
    testLabels: hashed(labelsAsIdx(test)),
  };
}

/**
 * Writes generated files into a folder. Returns whether they were kept, and explains in a notice why not: generated data can do
 * without a cache.
 */
export async function cacheGenerated(
  entry: FilesEntry,
  content: EntryContent,
  folder: string,
  options: DataOptions,
): Promise<boolean> {
  const different = fileRoles.filter((role) => content[role].sha256 !== entry.files[role].sha256);
  if (different.length > 0) {
    const names = different.map((role) => entry.files[role].name).join(", ");
    options.onNotice?.(
      `${entry.name}: this machine draws other bytes than the published ones (${names}): ` +
        "figures are not comparable with those of other machines, and the set is not kept",
    );
    return false;
  }
  try {
    await writeContent(entry, content, folder);
    return true;
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    options.onNotice?.(`${entry.name} is not kept in ${folder}: ${error.message}`);
    return false;
  }
}

/**
 * Draws a data set into the user's cache folder, unless it is there or in the chosen folder.
 * @throws HourglassError where it cannot be kept
 */
export async function fetchGenerated(
  entry: FilesEntry,
  options: FetchGeneratedOptions,
): Promise<FetchedFile[]> {
  for (const folder of options.force ? [] : entryFolders(entry, options.dataDir)) {
    const checks = await checkEntry(entry, folder, options.signal);
    if (checks.every(({ status }) => status === "right")) {
      return checks.map(({ name, path = "" }) => ({ name, path, kept: true }));
    }
  }
  const content = await generateContent(entry, options, options.generate);
  const folder = generatedFolder();
  if (!(await cacheGenerated(entry, content, folder, options))) {
    throw new HourglassError(
      `${entry.name} was generated but cannot be kept in ${folder}, the user's cache folder: make it one that can be written ` +
        "to (XDG_CACHE_HOME names it on Linux); the set is drawn anew whenever it is used",
    );
  }
  return fileRoles
    .map((role) => entry.files[role])
    .map((file) => ({ name: file.name, path: cachedPath(folder, entry, file), kept: false }));
}

async function writeContent(entry: FilesEntry, content: EntryContent, folder: string): Promise<void> {
  for (const role of fileRoles) {
    const path = cachedPath(folder, entry, entry.files[role]);
    if (!(await isWritable(dirname(path)))) throw readOnlyError(dirname(path));
    await writing(path, () => mkdir(dirname(path), { recursive: true }));
    await writeFileWhole(path, content[role].bytes);
  }
}

async function generateBuiltIn(
  entry: FilesEntry,
  options: DataOptions,
): Promise<{ readonly train: ImageSet; readonly test: ImageSet }> {
  const { digitsSeed, generateDigits } = await import("../digits/generate.ts");
  return generateDigits({
    seed: digitsSeed,
    trainCount: entry.counts.train,
    testCount: entry.counts.test,
    onProgress: (done, total) =>
      options.onProgress?.({ label: `drawing ${entry.name}`, done, total, unit: "images" }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

function imagesAsIdx(set: ImageSet): Uint8Array<ArrayBuffer> {
  return encodeIdx([set.count, set.height, set.width], set.images);
}

function labelsAsIdx(set: ImageSet): Uint8Array<ArrayBuffer> {
  return encodeIdx([set.count], set.labels ?? new Uint8Array(set.count));
}

function hashed(bytes: Uint8Array<ArrayBuffer>): FileContent {
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
