import { randomBytes } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unlessDamaged } from "hourglass-core/internal/errors.ts";
import { writeFileOnce, writeFileWhole, writing } from "hourglass-core/internal/files/place-file.ts";
import { type RunFolder, readParsed } from "../../run/folder.ts";
import {
  differencesBetween,
  parseRepeat,
  parseResult,
  type Repeat,
  type StoredResult,
} from "./stored-result.ts";

// The results of a study, a file a run, by the run's name: put where there is none, and never changed. So a run counts once, whoever trains it, and
// however often.

const folderName = "results";
const namedFile = /^([0-9a-f]{64})\.json$/;
const repeatFile = /^[0-9a-f]{64}\.again-[0-9a-f]{16}\.json$/;

/** A file of the store by its path inside a study. */
export const resultFile: RegExp = /^results[/\\][0-9a-f]{64}(?:\.again-[0-9a-f]{16})?\.json$/;

type Folder = Pick<RunFolder, "path" | "read">;

function fileOf(name: string): string {
  return join(folderName, `${name}.json`);
}

/** The names of all runs that have a result. */
export async function listResults(study: string): Promise<ReadonlySet<string>> {
  const files = await readdir(join(study, folderName)).catch(() => []);
  return new Set(files.flatMap((file) => namedFile.exec(file)?.[1] ?? []));
}

/** Whether a run has a result, by its name. */
export function hasResult(study: Pick<RunFolder, "has">, name: string): Promise<boolean> {
  return study.has(fileOf(name));
}

/** The result of a run by its name; `undefined` where there is none. @throws CorruptFileError when it is damaged */
export async function readResult(folder: Folder, name: string): Promise<StoredResult | undefined> {
  return readParsed(folder, fileOf(name), parseResult);
}

/**
 * Puts a result where there is none. Where there is one, the two are compared, and what was found stays beside it.
 * @param study the study's folder
 * @returns how the result differs from the one that was there: `undefined` where there was none
 * @throws WriteError where the disk is full or the folder cannot be written to
 */
export async function putResult(study: Folder, result: StoredResult): Promise<Repeat | undefined> {
  const path = join(study.path, fileOf(result.name));
  await writing(path, () => mkdir(dirname(path), { recursive: true }));
  const text = `${JSON.stringify({ format: 1, ...result })}\n`;
  if (await writeFileOnce(path, text)) return undefined;
  const first = await readResult(study, result.name).catch(unlessDamaged);
  if (first === undefined) {
    // Half written where files have one name only, or damaged since: nothing to compare with.
    await writeFileWhole(path, text);
    return undefined;
  }
  const { name, run, made } = result;
  const repeat: Repeat = { name, run, made, differences: differencesBetween(first, result) };
  const again = `${name}.again-${randomBytes(8).toString("hex")}.json`;
  await writeFileWhole(
    join(study.path, folderName, again),
    `${JSON.stringify({ format: 1, ...repeat }, null, 1)}\n`,
  );
  return repeat;
}

/** All that was found where runs were finished more than once, in the order of the names. @throws CorruptFileError when a record is damaged */
export async function readRepeats(study: Folder): Promise<readonly Repeat[]> {
  const files = await readdir(join(study.path, folderName)).catch(() => []);
  const repeats: Repeat[] = [];
  for (const file of files.filter((one) => repeatFile.test(one)).sort()) {
    const repeat = await readParsed(study, join(folderName, file), parseRepeat);
    if (repeat !== undefined) repeats.push(repeat);
  }
  return repeats;
}
