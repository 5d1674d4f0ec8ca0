import { readFile, writeFile } from "node:fs/promises";

// Figures of campaigns, each with the machine it ran on: docs/reliability.md tells them, held by a test.

/** @param {string} name */
const fileOf = (name) => new URL(`./results/${name}.json`, import.meta.url);

/**
 * @param {string} name of the campaign
 * @param {object} results
 */
export async function writeResults(name, results) {
  const date = new Date().toISOString().slice(0, 10);
  const content = {
    date,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    ...results,
  };
  await writeFile(fileOf(name), `${JSON.stringify(content, null, 2)}\n`);
}

/** @param {string} name */
export async function readResults(name) {
  return JSON.parse(await readFile(fileOf(name), "utf8"));
}
