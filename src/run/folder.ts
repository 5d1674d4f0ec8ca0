import { appendFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeFileWhole, writing } from "../data/place-file.ts";
import { HourglassError } from "../errors.ts";
import type { EpochRecord } from "../training/epoch.ts";
import { parseHistory, parseSummary, runFiles } from "./run-files.ts";
import type { RunSummary } from "./summary.ts";

export { runFiles };

/** What a file is called while {@link writeFileWhole} writes it. */
const temporaryName = /\.\d+-[0-9a-f]{8}\.tmp$/;

/** A folder that holds a run: each file is written as a whole or not at all. */
export interface RunFolder {
  readonly path: string;
  /** Writes a file by its path inside the folder. */
  write(file: string, content: Uint8Array | string): Promise<void>;
  /** The bytes of a file, `undefined` where there is none. */
  read(file: string): Promise<Uint8Array | undefined>;
  /** Adds a line to metrics.jsonl. */
  appendEpoch(record: EpochRecord): Promise<void>;
  /** Removes what writers that were killed have left; call it under the folder's lock. */
  removeLeftovers(): Promise<void>;
}

export function runFolder(path: string): RunFolder {
  const inside = (file: string): string => join(path, file);
  return {
    path,
    write: async (file, content) => {
      const target = inside(file);
      await writing(target, () => mkdir(dirname(target), { recursive: true }));
      await writeFileWhole(target, typeof content === "string" ? new TextEncoder().encode(content) : content);
    },
    read: async (file) => {
      try {
        return await readFile(inside(file));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw new HourglassError(`cannot read ${inside(file)}: ${(error as Error).message}`, {
          cause: error,
        });
      }
    },
    appendEpoch: (record) => {
      const target = inside(runFiles.metrics);
      return writing(target, () => appendFile(target, `${JSON.stringify(record)}\n`));
    },
    removeLeftovers: async () => {
      for (const part of ["", dirname(runFiles.checkpoint), "figures"]) {
        const files = await readdir(inside(part)).catch(() => []);
        const leftovers = files.filter((file) => temporaryName.test(file));
        await Promise.all(leftovers.map((file) => rm(inside(join(part, file)), { force: true })));
      }
    },
  };
}

/** The summary in a run's folder, `undefined` where there is no run. @throws HourglassError when it is damaged */
export async function readSummary(folder: RunFolder): Promise<RunSummary | undefined> {
  const bytes = await folder.read(runFiles.summary);
  return bytes === undefined ? undefined : parseSummary(bytes, join(folder.path, runFiles.summary));
}

/** The epochs in metrics.jsonl. @throws HourglassError naming a line that is damaged */
export async function readHistory(folder: RunFolder): Promise<readonly EpochRecord[]> {
  const bytes = await folder.read(runFiles.metrics);
  return parseHistory(bytes ?? new Uint8Array(), join(folder.path, runFiles.metrics));
}

/** metrics.jsonl of a history, whole. */
export async function writeHistory(folder: RunFolder, history: readonly EpochRecord[]): Promise<void> {
  await folder.write(runFiles.metrics, history.map((record) => `${JSON.stringify(record)}\n`).join(""));
}
