import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rm, rmdir, stat, writeFile } from "node:fs/promises";
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

/** How often the holder of a lock gives a sign of life. */
const beatSeconds = 10;

/** Of a holder on another machine nothing else can be seen: one without a sign of life for so long is taken to be gone. */
export const lostAfterSeconds = 120;

/** Between attempts to take a lock that others are about to take over, too. */
const pauseMilliseconds = 50;
const attempts = 100;

/**
 * Takes the lock of a folder: the file `lock` in it, made only where there is none, names its process, which writes it again every
 * {@link beatSeconds} as a sign of life. One left by a process that is gone is taken over: at once where it was of this machine (killed, or the
 * machine restarted), and where it was of another, once it is without a sign of life for {@link lostAfterSeconds} by the clock of the file system.
 * @throws FolderInUseError when another process has it
 * @throws HourglassError when the folder cannot be written to
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  checkArgument(pathSchema, folder, "lockFolder", "folder");
  const made = await writing(folder, () => mkdir(folder, { recursive: true }));
  const path = join(folder, lockFile);
  const lock = heldLock(folder, path, made !== undefined);
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (await createLock(path, lock.token)) return lock.begun();
    const owner = await readOwner(path);
    if (owner !== undefined && (await isAlive(owner, path))) {
      const advice =
        owner.host === hostname()
          ? `If that process is gone, remove ${path}`
          : `Without a sign of life for ${lostAfterSeconds / 60} minutes it counts as gone`;
      throw new FolderInUseError(
        `${folder} is in use by another process (${owner.pid} on ${owner.host}): wait for it or choose another --out. ${advice}`,
      );
    }
    if (await takeOver(path, lock.token)) return lock.begun();
    await pause();
  }
  throw new HourglassError(`${folder}: cannot take the lock ${path}: other processes keep taking it`);
}

/** Whether a process that is alive, or may be, writes to a folder. */
export async function isHeld(folder: string): Promise<boolean> {
  const path = join(folder, lockFile);
  const owner = await readOwner(path);
  return owner !== undefined && (await isAlive(owner, path));
}

/** A lock that is about to be taken. */
interface ComingLock extends FolderLock {
  readonly token: string;
  /** From now on it is held, and gives signs of life. */
  begun(): FolderLock;
}

/** @param isMade whether the folder was made for the lock */
function heldLock(folder: string, path: string, isMade: boolean): ComingLock {
  const token = randomBytes(8).toString("hex");
  let heart: NodeJS.Timeout | undefined;
  const lock: ComingLock = {
    token,
    begun: () => {
      heart = setInterval(() => void beat(path, token), 1000 * beatSeconds).unref();
      return lock;
    },
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
      clearInterval(heart);
      const owner = await readOwner(path).catch(() => undefined);
      if (owner?.token !== token) return;
      // One that stays is that of a process that is gone: it is taken over.
      await rm(path, { force: true }).catch(() => undefined);
      if (isMade) await rmdir(folder).catch(() => undefined);
    },
  };
  return lock;
}

/**
 * Writes a lock again as it is, so that the file system's clock tells when. One that another process has taken over in between is another file:
 * it is left alone. A beat that fails is followed by others.
 */
async function beat(path: string, token: string): Promise<void> {
  const file = await open(path, "r+").catch(() => undefined);
  try {
    const text = await file?.readFile("utf8");
    if (text !== undefined && ownerOf(text)?.token === token) await file?.write(text, 0);
  } catch {
    // Whether the lock is still held is asked before every change of the folder.
  } finally {
    await file?.close().catch(() => undefined);
  }
}

/**
 * Replaces a lock whose owner is gone, unless another process does. Of two that found it so, the slower one might remove
 * what the faster has made since: a second lock, held for a moment, lets them look again one after the other.
 */
async function takeOver(path: string, token: string): Promise<boolean> {
  const guard = `${path}.takeover`;
  if (!(await createLock(guard, token))) {
    const owner = await readOwner(guard);
    if (owner === undefined || !(await isAlive(owner, guard))) await removed(guard);
    return false;
  }
  try {
    const owner = await readOwner(path);
    if (owner !== undefined && (await isAlive(owner, path))) return false;
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
    if (text !== "") return ownerOf(text ?? "");
    await pause();
  }
  return undefined;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
}

function ownerOf(text: string): Owner | undefined {
  return ownerSchema.safeParse(parseJson(text)).data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param path of the lock */
async function isAlive({ pid, host, started }: Owner, path: string): Promise<boolean> {
  if (host !== hostname()) return (await secondsWithoutBeat(path)) < lostAfterSeconds;
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

/**
 * How long ago a lock was last written, by the clock of the file system that it lies on: those of two machines differ. Where that cannot be told, as in
 * a folder that is read-only, its owner counts as alive.
 */
async function secondsWithoutBeat(path: string): Promise<number> {
  const probe = `${path}.clock-${randomBytes(4).toString("hex")}`;
  try {
    await writeFile(probe, "", { flag: "wx" });
    const [now, last] = [await stat(probe), await stat(path)];
    return (now.mtimeMs - last.mtimeMs) / 1000;
  } catch {
    return 0;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}
