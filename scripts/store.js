// Figures of runs, kept in a file of docs/results as soon as they are found.
import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { writeFileWhole } from "hourglass-core/internal/files/place-file.ts";

/** What is kept so far. @param {string} file @returns {Promise<Readonly<Record<string, any>>>} */
export async function readStore(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
}

/** Keeps an entry beside the others. Read anew: two commands may share the work. @param {string} file @param {string} key @param {unknown} entry */
export async function keepIn(file, key, entry) {
  await mkdir(dirname(file), { recursive: true });
  const content = { ...(await readStore(file)), [key]: entry };
  await writeFileWhole(file, `${JSON.stringify(content, undefined, 2)}\n`);
}
