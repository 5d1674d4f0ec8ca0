import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { openFile, readStart } from "../data/files/open-file.ts";
import { studyFiles } from "../study/execution/study-folder.ts";

/** A study's run is `runs/STUDY/runs/ID`; a folder or two for order above that. */
const deepest = 5;

const passedBy = /^\.|^node_modules$/;

/** That many images of one's own, or trainings of a study, nobody has. */
const mostBytes = 64 * 2 ** 20;

/** A folder with something that looks like a record of ours. */
export interface WalkedFolder {
  /** Its path in the folder that is walked, with slashes; empty for that folder itself. */
  readonly id: string;
  /** The id of the study that it is part of. */
  readonly study?: string;
  /** The names of plain files in it: links are neither followed nor listed, for they may lead out of the folder, or in circles. */
  readonly files: readonly string[];
  /** Whether something of a name is there, be it a file or not. */
  readonly has: (name: string) => boolean;
  /**
   * What a file in it says; `undefined` where it cannot be read, which is noted: one damaged folder takes nothing from the others.
   * @param parse may throw
   */
  readonly read: <T>(name: string, parse: (file: WalkedFile) => T) => Promise<T | undefined>;
}

export interface WalkedFile {
  /** Its path in the folder that is walked. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly changed: Date;
}

/** Tells whether to go on into the folders inside. */
export type Visit = (folder: WalkedFolder) => Promise<boolean>;

/**
 * Looks at a folder and the folders below, one after the other, so that a thousand runs need no more memory and open files than one.
 * @returns what could not be read, and why
 */
export async function walkRuns(root: string, visit: Visit): Promise<readonly string[]> {
  const walk: Walk = { root, visit, problems: [] };
  await enter(walk, [], undefined);
  return walk.problems.sort();
}

interface Walk {
  readonly root: string;
  readonly visit: Visit;
  readonly problems: string[];
}

async function enter(walk: Walk, way: readonly string[], study: string | undefined): Promise<void> {
  const { root, visit } = walk;
  const id = way.join("/");
  const entries = (await noting(walk, id || "the folder of runs", () => entriesOf(root, way))) ?? [];
  const at = (name: string): Dirent | undefined => entries.find((entry) => entry.name === name);
  const goesOn = await visit({
    id,
    ...(study === undefined ? {} : { study }),
    files: entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort(),
    has: (name) => at(name) !== undefined,
    read: (name, parse) =>
      noting(walk, [...way, name].join("/"), async () =>
        parse(await readFile(root, way, at(name) as Dirent)),
      ),
  });
  if (!goesOn || way.length === deepest) return;
  // A folder that is given as that of the runs and is a study itself has no name among them.
  const within = id !== "" && at(studyFiles.plan) !== undefined ? id : study;
  for (const { name } of entries.filter((entry) => entry.isDirectory() && !passedBy.test(entry.name))) {
    await enter(walk, [...way, name], within);
  }
}

async function entriesOf(root: string, way: readonly string[]): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(root, ...way), { withFileTypes: true });
  } catch (error) {
    if (way.length === 0 && (error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Does something about one file, and notes that it cannot be done. */
async function noting<T>({ problems }: Walk, what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const { message } = error as Error;
    problems.push(error instanceof HourglassError ? message : `${what} cannot be read: ${message}`);
    return undefined;
  }
}

/** @throws HourglassError on what is no file, or too large */
async function readFile(root: string, way: readonly string[], entry: Dirent): Promise<WalkedFile> {
  const path = [...way, entry.name].join("/");
  const file = entry.isFile() ? await openFile(join(root, path)) : undefined;
  if (file === undefined) throw new HourglassError(`${path}: expected a file, found ${kindOf(entry)}`);
  try {
    const { size, mtime } = file.stats;
    if (size > mostBytes) {
      throw new HourglassError(`${path}: expected at most ${mostBytes} bytes, found ${size}`);
    }
    return { path, bytes: await readStart(file, mostBytes), changed: mtime };
  } finally {
    await file.handle.close();
  }
}

function kindOf(entry: Dirent): string {
  if (entry.isSymbolicLink()) return "a link, which is not followed";
  if (entry.isFIFO()) return "a named pipe";
  return entry.isDirectory() ? "a folder" : "a device or a socket";
}
