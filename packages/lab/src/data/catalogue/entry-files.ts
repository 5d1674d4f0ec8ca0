import { CorruptFileError } from "hourglass-core/internal/errors.ts";
import type { FileContent } from "hourglass-core/internal/files/file-content.ts";
import { readUncompressed } from "hourglass-core/internal/files/read-file.ts";
import { findPath } from "../files/find-path.ts";
import { cacheFolder, findCached, formsOf, platformCacheFolder } from "./cache.ts";
import { type CatalogueFile, type FilesEntry, fileRoles, isGenerated } from "./catalogue.ts";
import type { EntryContent } from "./entry-dataset.ts";

/** What became of a file of a data set when it was looked at. */
export interface FileCheck {
  readonly name: string;
  /** Where it is; absent where it is missing. */
  readonly path?: string;
  readonly status: "right" | "wrong" | "missing";
  /** What is the matter with a file that is wrong. */
  readonly problem?: string;
}

/** A file of a data set that is in the cache, and right. */
export interface FetchedFile {
  readonly name: string;
  readonly path: string;
  /** Whether it was there, and right, before. */
  readonly kept: boolean;
}

/**
 * The folders in which a data set is looked for. A generated one may also lie in the user's own cache folder, where it is put: the
 * chosen folder may be shared with others.
 */
export function entryFolders(entry: FilesEntry, dataDir?: string): readonly string[] {
  const chosen = cacheFolder(dataDir);
  return isGenerated(entry) ? [...new Set([chosen, platformCacheFolder()])] : [chosen];
}

/** Where a generated data set is put: never into a folder that was chosen, which may be others' as well. */
export function generatedFolder(): string {
  return platformCacheFolder();
}

/** The first folder that has every file of a data set; what they contain is not looked at. */
export async function findEntry(entry: FilesEntry, dataDir?: string): Promise<string | undefined> {
  for (const folder of entryFolders(entry, dataDir)) {
    if (!(await findFiles(entry, folder)).includes(undefined)) return folder;
  }
  return undefined;
}

/**
 * Reads and verifies the files of a data set, or gives `undefined` where `folder` lacks one of them.
 * @throws CorruptFileError on the first file that is not as published
 */
export async function readEntry(
  entry: FilesEntry,
  folder: string,
  signal?: AbortSignal,
): Promise<EntryContent | undefined> {
  const paths = await findFiles(entry, folder);
  const contents = await Promise.all(
    fileRoles.map((role, at) => {
      const path = paths[at];
      return path === undefined || paths.includes(undefined)
        ? undefined
        : readVerified(path, entry.files[role], signal);
    }),
  );
  const [trainImages, trainLabels, testImages, testLabels] = contents;
  return trainImages && trainLabels && testImages && testLabels
    ? { trainImages, trainLabels, testImages, testLabels }
    : undefined;
}

/** Looks at every file of a data set in `folder`, one after the other. */
export async function checkEntry(
  entry: FilesEntry,
  folder: string,
  signal?: AbortSignal,
): Promise<readonly FileCheck[]> {
  const checks: FileCheck[] = [];
  for (const role of fileRoles) checks.push(await checkFile(entry, entry.files[role], folder, signal));
  return checks;
}

/** The files of a data set in the folders where it is looked for, in whatever form, right or wrong. */
export async function cachedFiles(entry: FilesEntry, dataDir?: string): Promise<readonly string[]> {
  const paths = entryFolders(entry, dataDir).flatMap((folder) =>
    fileRoles.flatMap((role) => formsOf(folder, entry, entry.files[role])),
  );
  const found: string[] = [];
  for (const path of paths) if ((await findPath(path))?.isFile()) found.push(path);
  return found;
}

/** Looks at one file of a data set in `folder`. */
export async function checkFile(
  entry: FilesEntry,
  file: CatalogueFile,
  folder: string,
  signal?: AbortSignal,
): Promise<FileCheck> {
  const { name } = file;
  const path = await findCached(folder, entry, file);
  if (path === undefined) return { name, status: "missing" };
  try {
    await readVerified(path, file, signal);
    return { name, path, status: "right" };
  } catch (error) {
    if (!(error instanceof CorruptFileError)) throw error;
    return { name, path, status: "wrong", problem: error.message };
  }
}

/**
 * Reads a file of a data set and checks that its content is what was published.
 * @throws CorruptFileError naming the path, the SHA-256 expected and the one found
 */
export async function readVerified(
  path: string,
  file: CatalogueFile,
  signal?: AbortSignal,
): Promise<FileContent> {
  const content = await readUncompressed(path, { expectedBytes: file.bytes, signal });
  if (content.sha256 !== file.sha256) {
    throw new CorruptFileError(
      `${path}: expected content with SHA-256 ${file.sha256}, found ${content.sha256}`,
    );
  }
  return content;
}

/** The path of each file in the order of {@link fileRoles}. */
async function findFiles(entry: FilesEntry, folder: string): Promise<(string | undefined)[]> {
  return Promise.all(fileRoles.map((role) => findCached(folder, entry, entry.files[role])));
}
