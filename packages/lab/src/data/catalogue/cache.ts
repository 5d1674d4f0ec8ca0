import { access, constants, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { checkArgument, folderSchema } from "hourglass-core/internal/arguments.ts";
import * as z from "zod";
import { findPath } from "../files/find-path.ts";
import { type CatalogueFile, type FilesEntry, isGenerated } from "./catalogue.ts";

/** What the location of the cache depends on; a test gives its own. */
export interface Surroundings {
  readonly environment: {
    readonly HOURGLASS_DATA?: string | undefined;
    readonly XDG_CACHE_HOME?: string | undefined;
    readonly LOCALAPPDATA?: string | undefined;
  };
  readonly platform: string;
  readonly home: string;
}

const here: Surroundings = { environment: process.env, platform: process.platform, home: homedir() };

const variable = z.string().optional();
const surroundingsSchema = z.object({
  environment: z.object({ HOURGLASS_DATA: variable, XDG_CACHE_HOME: variable, LOCALAPPDATA: variable }),
  platform: z.string(),
  home: z.string(),
});

/**
 * The folder that holds data sets, as `NAME/train-images-idx3-ubyte.gz` and so on: `dataDir` where given, else
 * the environment variable HOURGLASS_DATA, else {@link platformCacheFolder}. It need not exist.
 */
export function cacheFolder(dataDir?: string, surroundings: Surroundings = here): string {
  checkArgument(folderSchema.optional(), dataDir, "cacheFolder", "dataDir");
  checkArgument(surroundingsSchema, surroundings, "cacheFolder", "surroundings");
  const chosen = dataDir || surroundings.environment.HOURGLASS_DATA;
  return chosen ? resolve(chosen) : platformCacheFolder(surroundings);
}

/**
 * The platform's folder for data that can be fetched again: Linux and the like $XDG_CACHE_HOME/hourglass or
 * ~/.cache/hourglass, macOS ~/Library/Caches/hourglass, Windows %LOCALAPPDATA%\hourglass\Cache.
 */
export function platformCacheFolder({ environment, platform, home }: Surroundings = here): string {
  if (platform === "win32") {
    return join(environment.LOCALAPPDATA || join(home, "AppData", "Local"), "hourglass", "Cache");
  }
  if (platform === "darwin") return join(home, "Library", "Caches", "hourglass");
  // The XDG specification has relative paths ignored.
  const cacheHome = environment.XDG_CACHE_HOME;
  return join(cacheHome?.startsWith("/") ? cacheHome : join(home, ".cache"), "hourglass");
}

/**
 * Where a file of a data set is written within `folder`: gzipped as a mirror has it, or plain where it is
 * generated, which loads twice as fast.
 */
export function cachedPath(folder: string, entry: FilesEntry, file: CatalogueFile): string {
  return formsOf(folder, entry, file)[0] as string;
}

/** Where a file of a data set may lie within `folder`: first as a fetch writes it, so that fetching mends a set whose other form is bad. */
export function formsOf(folder: string, entry: FilesEntry, file: CatalogueFile): readonly string[] {
  const plain = join(folder, entry.name, file.name);
  return isGenerated(entry) ? [plain, `${plain}.gz`] : [`${plain}.gz`, plain];
}

/** The file of a data set within `folder`, gzipped or plain; `undefined` where there is neither. */
export async function findCached(
  folder: string,
  entry: FilesEntry,
  file: CatalogueFile,
): Promise<string | undefined> {
  for (const path of formsOf(folder, entry, file)) {
    const found = await findPath(path);
    if (found?.isFile()) return path;
  }
  return undefined;
}

/**
 * Whether files can be created in `folder`, or the folder itself where it does not exist. A folder whose mode
 * lets nobody write counts as read-only for the superuser too, who would be let through.
 */
export async function isWritable(folder: string): Promise<boolean> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => error.code);
  if (found === "ENOENT" && dirname(folder) !== folder) return isWritable(dirname(folder));
  if (found === undefined || typeof found === "string" || !found.isDirectory()) return false;
  if ((found.mode & 0o222) === 0) return false;
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
