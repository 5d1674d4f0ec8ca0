import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { askChild, runChild } from "./child.js";
import { createRandom } from "./hourglass.js";
import { environment, pythons } from "./pytorch.js";

/** The table whose odd rows are looked for: numbers that six hidden ones and a little noise make. */
export const [rowCount, columnCount] = [100_000, 30];
const hiddenCount = 6;

const commandLine = fileURLToPath(new URL("../packages/lab/dist/cli/main.js", import.meta.url));
const forestScript = fileURLToPath(new URL("isolation-forest.py", import.meta.url));

/**
 * Seconds of each round.
 * @typedef {object} DetectorSpeed
 * @property {number[]} fit of `hourglass detect fit`, from its start to its end
 * @property {number[]} score of `hourglass detect score`, the same
 * @property {{ fit: number[], score: number[], version: string } | { missing: string }} forest of scikit-learn's isolation forest in the
 *   same rounds, without reading
 */

/**
 * Measures both commands as a user runs them: a table is read, and a page written.
 * @param {number} rounds
 * @param {string} folder for the table and what is written
 * @returns {Promise<DetectorSpeed>}
 */
export async function measureDetector(rounds, folder) {
  const table = join(folder, "rows.csv");
  writeFileSync(table, drawTable());
  const [detector, scores] = [join(folder, "detector"), join(folder, "scores.csv")];
  /** @type {DetectorSpeed & { forest: { missing: string } | { fit: number[], score: number[], version: string } }} */
  const found = { fit: [], score: [], forest: { fit: [], score: [], version: "" } };
  for (let round = 0; round < rounds; round++) {
    rmSync(detector, { recursive: true, force: true });
    found.fit.push(await secondsOf(["detect", "fit", table, "--out", detector]));
    rmSync(scores, { force: true });
    found.score.push(await secondsOf(["detect", "score", detector, table, "--out", scores]));
    if ("missing" in found.forest) continue;
    try {
      const { fit, score, version } = await askForest(table);
      found.forest.fit.push(fit);
      found.forest.score.push(score);
      found.forest.version = version;
    } catch (error) {
      found.forest = { missing: error instanceof Error ? error.message : String(error) };
    }
  }
  return found;
}

/** @param {readonly string[]} args */
async function secondsOf(args) {
  const started = performance.now();
  await runChild(process.execPath, [commandLine, ...args], { limitSeconds: 300 });
  return (performance.now() - started) / 1000;
}

/** @param {string} table @returns {Promise<{ fit: number, score: number, version: string }>} */
async function askForest(table) {
  const env = environment({ blasThreads: 1, vectors: "default" });
  const complaints = [];
  for (const python of pythons) {
    try {
      return await askChild(python, [forestScript, table], { env, limitSeconds: 300 });
    } catch (error) {
      complaints.push(`${python}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new Error(complaints.join("; "));
}

/** The table as CSV. */
function drawTable() {
  const random = createRandom(1, "rows of the detector's benchmark");
  const draw = (/** @type {number} */ length) => Array.from({ length }, () => random.normal());
  const weights = Array.from({ length: columnCount }, () => draw(hiddenCount));
  const lines = [weights.map((_, column) => `column_${column}`).join(",")];
  for (let row = 0; row < rowCount; row++) {
    const hidden = draw(hiddenCount);
    const cells = weights.map((own) =>
      own.reduce((sum, weight, index) => sum + weight * (hidden[index] ?? 0), 0.3 * random.normal()),
    );
    lines.push(cells.map((cell) => cell.toFixed(4)).join(","));
  }
  return `${lines.join("\n")}\n`;
}
