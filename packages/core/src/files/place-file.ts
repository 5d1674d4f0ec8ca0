import { randomBytes } from "node:crypto";
import { link, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { HourglassError } from "../errors.ts";

/** A file that cannot be written: the disk is full, the folder read-only, or the like. */
export class WriteError extends HourglassError {
  override readonly name: string = "WriteError";
}

/**
 * Moves a finished temporary file to `path` on the same disk, in one step: whoever looks sees the old file or
 * the new one, whole, even after a power failure.
 */
export async function placeFile(temporary: string, path: string): Promise<void> {
  await flush(temporary, "r+");
  await rename(temporary, path);
  // Makes the new name last; Windows cannot open a folder, and needs no such step.
  if (process.platform !== "win32") await flush(dirname(path), "r");
}

export interface WholeFileOptions {
  /** Whether to wait until it is on the disk, so that it outlives a power failure; true unless given. */
  readonly flush?: boolean;
}

/** Bytes, or a text, which is written as UTF-8; or pieces of them, one after the other. */
export type WrittenContent =
  | (Uint8Array | string)
  | Iterable<Uint8Array | string>
  | AsyncIterable<Uint8Array | string>;

/**
 * Writes a file as a whole or not at all.
 * @throws WriteError where the disk is full or the folder cannot be written to; nothing is left behind
 */
export async function writeFileWhole(
  path: string,
  content: WrittenContent,
  { flush: isFlushed = true }: WholeFileOptions = {},
): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;
  try {
    await writing(path, async () => {
      await writeFile(temporary, content, { flag: "wx" });
      if (isFlushed) await placeFile(temporary, path);
      else await rename(temporary, path);
    });
  } catch (error) {
    // Why it could not be written matters more than what it leaves.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Writes a file unless there is one of that name, as a whole or not at all: of many who do so at once, one does.
 * @returns whether this call wrote it
 * @throws WriteError where the disk is full or the folder cannot be written to; nothing is left behind
 */
export async function writeFileOnce(path: string, content: Uint8Array | string): Promise<boolean> {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;
  return writing(path, async () => {
    try {
      await writeFile(temporary, content, { flag: "wx" });
      await flush(temporary, "r+");
      // Another name for the same file: the one step that fails where the name is taken, on network folders as well.
      await link(temporary, path);
      if (process.platform !== "win32") await flush(dirname(path), "r");
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") return false;
      if (code === undefined || !withoutLinks.has(code)) throw error;
      return await writeNew(path, content);
    } finally {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  });
}

/** What file systems answer that know no second names, such as FAT. */
const withoutLinks: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/** The same where a file has one name only: who is killed meanwhile leaves a part, which readers find damaged. */
async function writeNew(path: string, content: Uint8Array | string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Does something to the disk for the sake of `path`; its failure becomes a {@link WriteError}. */
export async function writing<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explainWriteError(error, path);
  }
}

/** A failure to write `path`, in words that say what to do about it. */
function explainWriteError(error: unknown, path: string): WriteError {
  if (error instanceof WriteError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const folder = dirname(path);
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new WriteError(
      `the disk is full: cannot write ${path}; free some space, or choose another folder`,
      { cause: error },
    );
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return readOnlyError(folder, error);
  return new WriteError(`cannot write ${path}: ${message}`, { cause: error });
}

/** The refusal to write to a folder that is read-only. */
export function readOnlyError(folder: string, cause?: unknown): WriteError {
  return new WriteError(`cannot write to ${folder}: it is read-only; choose another folder`, { cause });
}

async function flush(path: string, flags: "r" | "r+"): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
