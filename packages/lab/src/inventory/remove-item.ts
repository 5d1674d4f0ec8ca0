import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { writing } from "hourglass-core/internal/files/place-file.ts";
import { anomalyFiles } from "../anomaly/anomaly-files.ts";
import { FolderInUseError, lockFile, lockFolder } from "../data/files/lock.ts";
import { type Checksums, checksumsFile } from "../run/files/checksums.ts";
import { figureFile, runFiles } from "../run/files/run-files.ts";
import { runFolder, temporaryName } from "../run/folder.ts";
import { denoisedFile, examplesFile, runOfStudy, studyFiles } from "../study/execution/study-folder.ts";
import { isStoreFile } from "../study/store/store-files.ts";
import { itemFiles, requireItem } from "./item-folder.ts";
import { tagsFile } from "./tags.ts";

const ours: ReadonlySet<string> = new Set([
  ...[...Object.values(runFiles), ...Object.values(studyFiles), ...Object.values(anomalyFiles)],
  ...[examplesFile, denoisedFile, tagsFile, checksumsFile, lockFile],
]);

/** What a removal would take, and leave. */
export interface Removal {
  readonly path: string;
  /** Files that Hourglass wrote, by their paths inside. */
  readonly files: readonly string[];
  /** What somebody else has put there, likewise: it stays. */
  readonly others: readonly string[];
}

/**
 * Looks at what a folder has that Hourglass wrote: by the checksums that it recorded, and by the names that its files have.
 * @throws UsageError where there is no run, study or detection of anomalies
 */
export async function planRemoval(path: string): Promise<Removal> {
  await requireItem(path);
  const paths = await pathsIn(path, "");
  const records = new Map<string, Checksums>();
  for (const file of paths.filter((one) => one.replace(runOfStudy, "") === checksumsFile)) {
    const within = file.slice(0, -checksumsFile.length);
    const recorded = await runFolder(join(path, within))
      .readChecksums()
      .catch(() => undefined);
    if (recorded !== undefined) records.set(within, recorded);
  }
  const isOurs = (file: string): boolean => {
    const within = runOfStudy.exec(file)?.[0] ?? "";
    const inside = file.slice(within.length);
    return (
      ours.has(inside) ||
      figureFile.test(inside) ||
      temporaryName.test(inside) ||
      isStoreFile(file) ||
      records.get(within)?.has(inside) === true
    );
  };
  // Its own lock is taken, and given up, when it is removed; those of a study's runs were left by processes that were killed.
  const known = paths.filter((file) => file !== lockFile);
  return {
    path,
    files: known.filter(isOurs),
    others: known.filter((file) => !isOurs(file)),
  };
}

/**
 * Removes what Hourglass wrote, and the folders that are empty then.
 * @throws HourglassError where another process writes to it: nothing is removed then
 */
export async function removeItem({ path, files }: Removal): Promise<void> {
  const lock = await lockFolder(path).catch((error: unknown) => {
    if (!(error instanceof FolderInUseError)) throw error;
    throw new HourglassError(`${path} is not removed: another process writes to it; end that first`, {
      cause: error,
    });
  });
  try {
    // What tells what the folder is goes last: a removal that was interrupted can be asked for again.
    const isLast = (file: string): boolean => itemFiles.includes(file);
    for (const file of [...files.filter((one) => !isLast(one)), ...files.filter(isLast)]) {
      await writing(join(path, file), () => rm(join(path, file), { force: true }));
    }
  } finally {
    await lock.release();
  }
  await removeEmpty(path);
}

/** The files and links in a folder and below, by their paths inside. */
async function pathsIn(root: string, way: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, way), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const inside = `${way}${entry.name}`;
    if (entry.isDirectory()) found.push(...(await pathsIn(root, `${inside}/`)));
    else found.push(inside);
  }
  return found;
}

/** Removes the folders at a path that have no file in them, the innermost first. */
async function removeEmpty(path: string): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeEmpty(join(path, entry.name));
  // One that has something in it stays.
  await rmdir(path).catch(() => undefined);
}
