import { mkdir, open, readFile, rm, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { HourglassError } from "../errors.ts";

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process started, where the system tells: process numbers are used again. */
  readonly started?: string;
}

/** The right to write to a folder, held by one process at a time. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a folder: the file `lock` in it, made only where there is none, names its process. One left by a
 * process that is gone (killed, or the machine restarted) is taken over.
 * @throws HourglassError when another process has it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "lock");
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await createLock(path)) return { release: () => rm(path, { force: true }) };
    const owner = await readOwner(path);
    if (owner !== undefined && (await isAlive(owner))) {
      throw new HourglassError(
        `${folder} is in use by another process (${owner.pid} on ${owner.host}): wait for it or choose another --out. ` +
          `If that process is gone, remove ${path}`,
      );
    }
    await unlink(path).catch(() => undefined);
  }
  throw new HourglassError(`${folder}: cannot take the lock ${path}: other processes keep taking it`);
}

async function createLock(path: string): Promise<boolean> {
  const started = await startOf(process.pid);
  const owner: Owner = { pid: process.pid, host: hostname(), ...(started === undefined ? {} : { started }) };
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(JSON.stringify(owner));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw new HourglassError(`cannot write to ${path}: ${(error as Error).message}`, { cause: error });
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  // Between its making and its writing, a lock is empty for a moment.
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return JSON.parse(await readFile(path, "utf8")) as Owner;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return undefined;
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
