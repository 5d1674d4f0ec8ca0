import { readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { parseJsonFile } from "../../data/files/json-file.ts";
import { type RunFolder, readParsed } from "../../run/folder.ts";

// Why runs failed: a file each, since many processes write them. Earlier versions had one file for all.

const folderName = "failures";
const earlierFile = "failures.json";

/** A record of a failure by its path inside a study. */
export const failureFile: RegExp = /^(?:failures[/\\][^/\\]+\.json|failures\.json)$/;

const advice = "remove it: what failed is then tried again";
const failureSchema = z.strictObject({ error: z.string(), host: z.string() });
const earlierSchema = z.record(z.string(), z.string());

function fileOf(id: string): string {
  return join(folderName, `${id}.json`);
}

/** Why a run failed; `undefined` where no failure is recorded, or where an earlier version did. @throws HourglassError when the record is damaged */
export async function readFailure(
  folder: Pick<RunFolder, "path" | "read">,
  id: string,
): Promise<string | undefined> {
  const found = await readParsed(folder, fileOf(id), (bytes, file) =>
    parseJsonFile(bytes, file, failureSchema, { advice }),
  );
  return found?.error;
}

/** The ids of the runs that failed, of earlier versions aside. */
export async function listFailures(study: string): Promise<readonly string[]> {
  const files = await readdir(join(study, folderName)).catch(() => []);
  return files.filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -".json".length));
}

/** Why runs of a study failed, by their ids. @throws HourglassError when a record is damaged */
export async function readFailures(
  folder: Pick<RunFolder, "path" | "read">,
): Promise<ReadonlyMap<string, string>> {
  const earlier = await readParsed(folder, earlierFile, (bytes, file) =>
    parseJsonFile(bytes, file, earlierSchema, { advice }),
  );
  const failures = new Map(Object.entries(earlier ?? {}));
  for (const id of [...(await listFailures(folder.path))].sort()) {
    const error = await readFailure(folder, id);
    if (error !== undefined) failures.set(id, error);
  }
  return failures;
}

/** Records why a run failed; what was recorded of it before gives way. */
export async function writeFailure(
  folder: Pick<RunFolder, "write">,
  id: string,
  error: string,
): Promise<void> {
  await folder.write(fileOf(id), `${JSON.stringify({ error, host: hostname() }, null, 1)}\n`);
}

/** Forgets that a run failed. */
export async function clearFailure(folder: Pick<RunFolder, "remove">, id: string): Promise<void> {
  await folder.remove(fileOf(id));
}

/** Gives every failure that an earlier version recorded a file of its own; for whoever leads the study. */
export async function partFailures(folder: RunFolder): Promise<void> {
  if (!(await folder.has(earlierFile))) return;
  for (const [id, error] of await readFailures(folder)) await writeFailure(folder, id, error);
  await folder.remove(earlierFile);
}
