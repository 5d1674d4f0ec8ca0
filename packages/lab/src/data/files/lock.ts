import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rm, rmdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { checkArgument, pathSchema } from "hourglass-core/internal/arguments.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { writing } from "hourglass-core/internal/files/place-file.ts";
import { whyUnreadable } from "hourglass-core/internal/files/read-text.ts";
import * as z from "zod";
import { isAbsent } from "./find-path.ts";

const ownerSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** When the process started, where the system tells: process numbers are used again. */
  started: z.string().exactOptional(),
  /** Tells this lock from any other, of the same process as well. */
  token: z.string().exactOptional(),
});
type Owner = z.infer<typeof ownerSchema>;

/** The file in a folder that says whose it is. */
export const lockFile = "lock";

/** The right to write to a folder, held by one process at a time. */
export interface FolderLock {
  /**
   * Looks whether the lock is still there: a folder may be removed, and made again by another process, while this one works.
   * @throws FolderLostError where it is not
   */
  requireHeld(): Promise<void>;
  /** Gives it up, if it is still held; a folder that was made for it and is still empty goes, too. */
  release(): Promise<void>;
}

/** A folder is another process's. */
export class FolderInUseError extends HourglassError {}

/** A folder that was this process's is not so any more. */
export class FolderLostError extends HourglassError {}

/** Between attempts to take a lock that others are about to take over, too. */
const pauseMilliseconds = 50;
const attempts = 100;

/**
 * Takes the lock of a folder: the file `lock` in it, made only where there is none, names its process. One left by a
 * process that is gone (killed, or the machine restarted) is taken over.
 * @throws FolderInUseError when another process has it
 * @throws HourglassError when the folder cannot be written to
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  checkArgument(pathSchema, folder, "lockFolder", "folder");
  const made = await writing(folder, () => mkdir(folder, { recursive: true }));
  const path = join(folder, lockFile);
  const lock = heldLock(folder, path, made !== undefined);
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (await createLock(path, lock.token)) return lock;
    const owner = await readOwner(path);
    if (owner !== undefined && (await isAlive(owner))) {
      throw new FolderInUseError(
        `${folder} is in use by another process (${owner.pid} on ${owner.host}): wait for it or choose another --out. ` +
          `If that process is gone, remove ${path}`,
      );
    }
    if (await takeOver(path, lock.token)) return lock;
    await pause();
  }
  throw new HourglassError(`${folder}: cannot take the lock ${path}: other processes keep taking it`);
}

/** Whether a process that is alive, or may be, writes to a folder. */
export async function isHeld(folder: string): Promise<boolean> {
  const owner = await readOwner(join(folder, lockFile));
  return owner !== undefined && (await isAlive(owner));
}

/** @param isMade whether the folder was made for the lock */
function heldLock(folder: string, path: string, isMade: boolean): FolderLock & { readonly token: string } {
  const token = randomBytes(8).toString("hex");
  return {
    token,
    requireHeld: async () => {
      const owner = await readOwner(path);
      if (owner?.token === token) return;
      const what =
        owner === undefined
          ? `${folder} was removed, or its lock was`
          : `${folder} was removed, and is now another process's (${owner.pid} on ${owner.host})`;
      throw new FolderLostError(
        `${what}, while this process was writing to it: it stops here and writes nothing more; start it anew with another --out`,
      );
    },
    release: async () => {
      const owner = await readOwner(path).catch(() => undefined);
      if (owner?.token !== token) return;
      // One that stays is that of a process that is gone: it is taken over.
      await rm(path, { force: true }).catch(() => undefined);
      if (isMade) await rmdir(folder).catch(() => undefined);
    },
  };
}

/**
 * Replaces a lock whose owner is gone, unless another process does. Of two that found it so, the slower one might remove
 * what the faster has made since: a second lock, held for a moment, lets them look again one after the other.
 */
async function takeOver(path: string, token: string): Promise<boolean> {
  const guard = `${path}.takeover`;
  if (!(await createLock(guard, token))) {
    const owner = await readOwner(guard);
    if (owner === undefined || !(await isAlive(owner))) await removed(guard);
    return false;
  }
  try {
    const owner = await readOwner(path);
    if (owner !== undefined && (await isAlive(owner))) return false;
    await removed(path);
    return await createLock(path, token);
  } finally {
    await rm(guard, { force: true }).catch(() => undefined);
  }
}

async function removed(path: string): Promise<void> {
  await writing(path, () => rm(path, { force: true }));
}

async function createLock(path: string, token: string): Promise<boolean> {
  const started = await startOf(process.pid);
  const owner: Owner = {
    ...{ pid: process.pid, host: hostname(), token },
    ...(started === undefined ? {} : { started }),
  };
  return writing(path, async () => {
    const file = await open(path, "wx").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return undefined;
      throw error;
    });
    if (file === undefined) return false;
    try {
      await file.writeFile(JSON.stringify(owner));
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
    return true;
  });
}

/** Who has a lock; `undefined` where there is none, or nothing that tells. */
async function readOwner(path: string): Promise<Owner | undefined> {
  // Between its making and its writing, which a busy disk delays, a lock is empty.
  for (let wait = 0; wait < 20; wait++) {
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      // A lock that cannot be read may be anybody's.
      if (!isAbsent(error))
        throw new HourglassError(`cannot read ${path}: ${whyUnreadable(error)}`, { cause: error });
      return undefined;
    });
    if (text !== "") return ownerSchema.safeParse(parseJson(text ?? "")).data;
    await pause();
  }
  return undefined;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** On another machine there is no telling, so its lock holds. */
async function isAlive({ pid, host, started }: Owner): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const startedNow = await startOf(pid);
  return started === undefined || startedNow === undefined || started === startedNow;
}

/** When a process started, in the clock ticks since the machine did: the 22nd field of /proc/PID/stat on Linux. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The second field is a name in parentheses, which may hold spaces.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}
