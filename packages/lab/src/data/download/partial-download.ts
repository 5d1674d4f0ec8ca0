import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

/** Which bytes a partial download is the beginning of: enough to ask for the rest of the same bytes. */
export interface PartialSource {
  readonly url: string;
  /** A strong ETag or a date of last modification, for the header If-Range. */
  readonly validator: string;
}

const host = hostname().replace(/[^A-Za-z0-9.-]/g, "_");
/** Tells this process's partial downloads from those of another that had its number, or of another thread. */
const instance = randomBytes(4).toString("hex");
const inUse = new Set<string>();
let claims = 0;

/** After this long without a new byte, no process can still be writing. */
const abandonedAfterHours = 24;

/**
 * The bytes of a file that have arrived so far. They lie in a folder of their own beside the file's place, named
 * after the process that writes them, so that two processes never write the same bytes; what a process left
 * behind is taken over by renaming its folder, which only one can do.
 */
export class PartialDownload {
  readonly bodyPath: string;
  readonly #folder: string;
  #source: PartialSource | undefined;

  private constructor(folder: string, source: PartialSource | undefined) {
    this.#folder = folder;
    this.bodyPath = join(folder, "body");
    this.#source = source;
  }

  /** Takes over what an earlier attempt to download `path` left behind, or starts with nothing. */
  static async claim(path: string): Promise<PartialDownload> {
    const folder = `${path}.${host}-${process.pid}-${instance}-${claims++}.part`;
    inUse.add(folder);
    try {
      const source = await takeOver(path, folder);
      if (source === undefined) await mkdir(folder, { recursive: true });
      return new PartialDownload(folder, source);
    } catch (error) {
      inUse.delete(folder);
      throw error;
    }
  }

  /** Where the bytes come from; `undefined` where they cannot be continued. */
  get source(): PartialSource | undefined {
    return this.#source;
  }

  /** The number of bytes that have arrived. */
  async length(): Promise<number> {
    return (await sizeOf(this.bodyPath)) ?? 0;
  }

  /** Drops the bytes; those that follow come from `source`. */
  async restart(source: PartialSource | undefined): Promise<void> {
    this.#source = undefined;
    await rm(sourcePath(this.#folder), { force: true });
    await writeFile(this.bodyPath, "");
    if (source !== undefined) await writeFile(sourcePath(this.#folder), JSON.stringify(source));
    this.#source = source;
  }

  /** Leaves the bytes for a later attempt, if it can continue them. */
  async keep(): Promise<void> {
    if (this.#source === undefined || (await this.length()) === 0) await this.remove();
    else inUse.delete(this.#folder);
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    inUse.delete(this.#folder);
  }
}

/** Renames the first abandoned folder that can be continued to `folder`, and removes the others. */
async function takeOver(path: string, folder: string): Promise<PartialSource | undefined> {
  let taken: PartialSource | undefined;
  const names = await readdir(dirname(path)).catch(() => []);
  for (const name of names.sort()) {
    const found = join(dirname(path), name);
    const prefix = `${basename(path)}.`;
    if (!name.startsWith(prefix) || !(await isAbandoned(found, name.slice(prefix.length)))) continue;
    const source = await readSource(found);
    if (taken !== undefined || source === undefined) {
      await rm(found, { recursive: true, force: true });
    } else if (await renamed(found, folder)) {
      taken = source;
    }
  }
  return taken;
}

/** Whether nobody writes to `folder` any more, of whose name `suffix` tells who did. */
async function isAbandoned(folder: string, suffix: string): Promise<boolean> {
  const owner = /^(.+)-(\d+)-([0-9a-f]{8})-\d+\.part$/.exec(suffix);
  if (owner === null || inUse.has(folder)) return false;
  const [, ownerHost, ownerProcess, ownerInstance] = owner;
  if (ownerHost === host && ownerInstance === instance) return true;
  if (ownerHost === host && !isAlive(Number(ownerProcess))) return true;
  const changed = await stat(join(folder, "body")).catch(() => stat(folder).catch(() => undefined));
  return changed !== undefined && Date.now() - changed.mtimeMs > abandonedAfterHours * 3_600_000;
}

function isAlive(processNumber: number): boolean {
  try {
    process.kill(processNumber, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function readSource(folder: string): Promise<PartialSource | undefined> {
  try {
    const { url, validator } = JSON.parse(await readFile(sourcePath(folder), "utf8")) as PartialSource;
    const usable = typeof url === "string" && typeof validator === "string";
    return usable && (await sizeOf(join(folder, "body"))) !== undefined ? { url, validator } : undefined;
  } catch {
    return undefined;
  }
}

function sourcePath(folder: string): string {
  return join(folder, "source.json");
}

async function renamed(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => found.size,
    () => undefined,
  );
}
