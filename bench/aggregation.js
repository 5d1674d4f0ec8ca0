import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { askChild } from "./child.js";
import { shapes } from "./study-shapes.js";

const program = fileURLToPath(new URL("aggregate-study.js", import.meta.url));

/** The parts of what follows the last training of a study. */
const parts = /** @type {const} */ (["results", "files", "page", "checksums", "printed"]);

/**
 * What becomes of the outcomes of a study, a value a round.
 * @typedef {object} Aggregated
 * @property {string} shape in words
 * @property {number[]} seconds of results, files, page and what is printed
 * @property {number[]} reading seconds of reading results.json again, in another process
 * @property {number[]} peakMemory bytes of the whole process, the outcomes that it is given among them
 * @property {number} results bytes of results.json
 * @property {number} page bytes of report.html
 */

/**
 * Aggregates made-up outcomes of 10,000 trainings of each shape, each in a process of its own.
 * @param {number} rounds
 * @param {string} folder for what is written
 * @returns {Promise<Aggregated[]>}
 */
export async function measureAggregation(rounds, folder) {
  /** @type {Aggregated[]} */
  const found = shapes.map(({ name }) => ({
    ...{ shape: name, seconds: [], reading: [], peakMemory: [] },
    ...{ results: 0, page: 0 },
  }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, one] of found.entries()) {
      const own = join(folder, "aggregation");
      mkdirSync(own);
      const ask = (/** @type {"write" | "read"} */ what) =>
        askChild(process.execPath, [program, own, String(index), what], { limitSeconds: 600 });
      const answer = await ask("write");
      const again = await ask("read");
      rmSync(own, { recursive: true });
      one.seconds.push(parts.reduce((sum, part) => sum + answer.seconds[part], 0));
      one.reading.push(again.seconds.read);
      one.peakMemory.push(answer.peakMemory);
      one.results = answer.results;
      one.page = answer.page;
    }
  }
  return found;
}
