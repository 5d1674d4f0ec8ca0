import { constants } from "node:fs";
import { appendFile, mkdir, open, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  checkArgument,
  functionSchema,
  isTyped,
  nameSchema,
  pathSchema,
  refuse,
  unchecked,
  whole,
} from "hourglass-core/internal/arguments.ts";
import { HourglassError, unlessDamaged } from "hourglass-core/internal/errors.ts";
import { writeFileWhole, writing } from "hourglass-core/internal/files/place-file.ts";
import { type EpochRecord, epochSchema } from "hourglass-core/internal/training/epoch.ts";
import * as z from "zod";
import { findPath } from "../data/files/find-path.ts";
import type { FolderLock } from "../data/files/lock.ts";
import { type Checksums, checksumsFile, encodeChecksums, parseChecksums, sha256 } from "./files/checksums.ts";
import { type KindOfRun, kindOfRun, parseHistory, parseSummary, runFiles } from "./files/run-files.ts";
import type { RunSummary } from "./files/summary.ts";

export { runFiles };

/** What a file is called while {@link writeFileWhole} writes it. */
export const temporaryName: RegExp = /\.\d+-[0-9a-f]{8}\.tmp$/;

/** A file by its path inside a folder, and its content. */
export type NamedContent = readonly [file: string, content: Uint8Array | string];

/** A folder that holds a run: each file is written as a whole or not at all. */
export interface RunFolder {
  readonly path: string;
  /** Writes a file by its path inside the folder. @throws FolderLostError where the folder's lock is lost */
  write(file: string, content: Uint8Array | string): Promise<void>;
  /** Writes several files, one after the other. */
  writeAll(files: Iterable<NamedContent>): Promise<void>;
  /**
   * The bytes of a file, `undefined` where there is none.
   * @param maximumBytes what is more is refused; 2 GiB unless given
   */
  read(file: string, maximumBytes?: number): Promise<Uint8Array | undefined>;
  /** Whether there is such a file. */
  has(file: string): Promise<boolean>;
  /** Removes a file, if it is there. */
  remove(file: string): Promise<void>;
  /** Adds a line to metrics.jsonl. */
  appendEpoch(record: EpochRecord): Promise<void>;
  /** Records the checksums of the files that were written: those of others stay as they are. */
  recordChecksums(): Promise<void>;
  /** What was recorded; `undefined` where nothing was. @throws HourglassError where the record is damaged */
  readChecksums(): Promise<Checksums | undefined>;
  /** Removes what writers that were killed have left; call it under the folder's lock. */
  removeLeftovers(): Promise<void>;
}

const lockSchema = z.object({ requireHeld: functionSchema<() => unknown>() }).optional();
const lengthSchema = whole(0).optional();
const filesSchema = z.array(z.tuple([pathSchema, unchecked<unknown>()]));

/** @throws UsageError on what cannot be written */
function requireFiles(given: unknown, path: string): readonly NamedContent[] {
  const isIterable = typeof given === "object" && given !== null && Symbol.iterator in given;
  const files = isIterable ? [...(given as Iterable<unknown>)] : given;
  for (const [file, content] of checkArgument(filesSchema, files, path, "files")) {
    if (typeof content !== "string" && !isTyped(content, Uint8Array)) {
      refuse("a text, or bytes (a Uint8Array)", content, path, file);
    }
  }
  return files as readonly NamedContent[];
}

/** @param lock that of the folder, which is looked at before every change; without one, any process may write */
export function runFolder(path: string, lock?: Pick<FolderLock, "requireHeld">): RunFolder {
  checkArgument(pathSchema, path, "runFolder", "path");
  checkArgument(lockSchema, lock, "runFolder", "lock");
  const inside = (file: string): string => join(path, checkArgument(pathSchema, file, path, "file"));
  const read = async (file: string, maximumBytes?: number): Promise<Uint8Array | undefined> =>
    readBounded(inside(file), checkArgument(lengthSchema, maximumBytes, path, "maximumBytes"));
  /** Of the files that are as they were recorded: known once something is written. */
  let recorded: Map<string, string> | undefined;
  const written = new Map<string, string>();
  let hasAppended = false;

  /** A folder may go between the look and the change: then its loss is why the change fails. */
  const changing = async (file: string, change: (target: string) => Promise<void>): Promise<void> => {
    await lock?.requireHeld();
    const target = inside(file);
    try {
      await writing(target, () => change(target));
    } catch (error) {
      await lock?.requireHeld();
      throw error;
    }
  };
  const place = (file: string, content: Uint8Array | string): Promise<void> =>
    changing(file, async (target) => {
      await mkdir(dirname(target), { recursive: true });
      await writeFileWhole(target, content);
    });
  const readChecksums = async (): Promise<Checksums | undefined> => {
    const bytes = await read(checksumsFile, largestText);
    return bytes === undefined
      ? undefined
      : parseChecksums(new TextDecoder().decode(bytes), inside(checksumsFile));
  };
  /** A record must not outlive what it is about: whoever is killed in between leaves files without one. */
  const forget = async (files: readonly string[]): Promise<void> => {
    recorded ??= new Map((await readChecksums().catch(unlessDamaged)) ?? []);
    const known = recorded;
    for (const file of files) written.delete(file);
    if (!files.some((file) => known.delete(file))) return;
    for (const file of files) known.delete(file);
    await place(checksumsFile, encodeChecksums(known));
  };
  const writeAll = async (files: Iterable<NamedContent>): Promise<void> => {
    const all = requireFiles(files, path);
    await forget(all.map(([file]) => file));
    for (const [file, content] of all) {
      await place(file, content);
      written.set(file, sha256(content));
    }
  };
  return {
    path,
    read,
    readChecksums,
    writeAll,
    write: (file, content) => writeAll([[file, content]]),
    has: async (file) => (await findPath(inside(file)))?.isFile() === true,
    remove: async (file) => {
      await forget([file]);
      await changing(file, (target) => rm(target, { force: true }));
    },
    appendEpoch: async (record) => {
      checkArgument(epochSchema, record, path, "record");
      const file = runFiles.metrics;
      await forget([file]);
      await changing(file, (target) => appendFile(target, `${JSON.stringify(record)}\n`));
      hasAppended = true;
    },
    recordChecksums: async () => {
      await forget([]);
      if (hasAppended) written.set(runFiles.metrics, sha256((await read(runFiles.metrics)) ?? ""));
      hasAppended = false;
      for (const [file, sum] of written) recorded?.set(file, sum);
      written.clear();
      await place(checksumsFile, encodeChecksums(recorded ?? new Map()));
    },
    removeLeftovers: async () => {
      for (const part of ["", dirname(runFiles.checkpoint), "figures"]) {
        const files = await readdir(join(path, part)).catch(() => []);
        const leftovers = files.filter((file) => temporaryName.test(file));
        const gone = leftovers.map((file) =>
          rm(join(path, part, file), { force: true }).catch(() => undefined),
        );
        await Promise.all(gone);
      }
    },
  };
}

const method = functionSchema<() => unknown>();
const folderSchema = z.object({ path: nameSchema, write: method, read: method, appendEpoch: method });

/** @throws UsageError on anything but the folder of a run */
export function requireRunFolder(given: unknown, call: string, name: string): asserts given is RunFolder {
  checkArgument(folderSchema, given, call, name, "give what runFolder returns");
}

/** More than any text of ours: JSON, lines of epochs, checksums. */
export const largestText: number = 2 ** 28;

async function readBounded(
  path: string,
  maximumBytes: number = 2 ** 31 - 1,
): Promise<Uint8Array | undefined> {
  try {
    // Without waiting: opening a named pipe would, for somebody who writes to it.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const found = await file.stat();
      if (!found.isFile()) throw new HourglassError(`cannot read ${path}: it is not a file`);
      if (found.size > maximumBytes) {
        throw new HourglassError(`${path}: expected at most ${maximumBytes} bytes, found ${found.size}`);
      }
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof HourglassError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new HourglassError(`cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * What a text of ours says, `undefined` where there is no such file.
 * @param parse told the bytes and the name of the file, for messages
 */
export async function readParsed<T>(
  folder: Pick<RunFolder, "path" | "read">,
  file: string,
  parse: (bytes: Uint8Array, file: string) => T,
): Promise<T | undefined> {
  const bytes = await folder.read(file, largestText);
  return bytes === undefined ? undefined : parse(bytes, join(folder.path, file));
}

/** What the run in a folder is of; `autoencoder` where there is no run, or a damaged one: who opens it says so. */
export async function readKindOfRun(folder: Pick<RunFolder, "read">): Promise<KindOfRun> {
  return kindOfRun((await folder.read(runFiles.summary, largestText)) ?? new Uint8Array());
}

/** The summary in a run's folder, `undefined` where there is no run. @throws HourglassError when it is damaged */
export async function readSummary(folder: RunFolder): Promise<RunSummary | undefined> {
  requireRunFolder(folder, "readSummary", "folder");
  return readParsed(folder, runFiles.summary, parseSummary);
}

/** The epochs in metrics.jsonl. @throws HourglassError naming a line that is damaged */
export async function readHistory(folder: RunFolder): Promise<readonly EpochRecord[]> {
  requireRunFolder(folder, "readHistory", "folder");
  return (await readParsed(folder, runFiles.metrics, parseHistory)) ?? [];
}

/** metrics.jsonl of a history, whole. */
export async function writeHistory(folder: RunFolder, history: readonly EpochRecord[]): Promise<void> {
  await folder.write(runFiles.metrics, history.map((record) => `${JSON.stringify(record)}\n`).join(""));
}
