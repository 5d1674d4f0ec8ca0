import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runChild } from "./child.js";

const commandLine = fileURLToPath(new URL("../packages/lab/dist/cli/main.js", import.meta.url));
const memoryReporter = pathToFileURL(fileURLToPath(new URL("report-peak-memory.js", import.meta.url))).href;

/**
 * Values of each start.
 * @typedef {object} StartUp
 * @property {number[]} help seconds from starting `hourglass --help` to its end
 * @property {number[]} bareNode seconds of Node with a program of nothing, in the same pairs
 * @property {number[]} firstStep seconds from starting a training process to the end of its first chunk, of 16 steps
 * @property {number[]} peakMemory of that process, in bytes
 */

/**
 * @param {number} starts
 * @param {string | undefined} dataset name in the catalogue, in the cache; without one, training is not measured
 * @param {string} folder for the runs
 * @returns {Promise<StartUp>}
 */
export async function measureStartUp(starts, dataset, folder) {
  const help = await inPairs(starts, [
    [commandLine, "--help"],
    ["--eval", "0"],
  ]);
  /** @type {StartUp} */
  const found = { help: help[0] ?? [], bareNode: help[1] ?? [], firstStep: [], peakMemory: [] };
  if (dataset === undefined) return found;
  const out = join(folder, "run");
  const memoryFile = join(folder, "peak-memory");
  // The first start reads the files from the disk, all later ones from the file cache.
  for (let start = 0; start <= starts / 2; start++) {
    rmSync(out, { recursive: true, force: true });
    const seconds = await secondsToFirstSteps(dataset, out, memoryFile);
    if (start === 0) continue;
    found.firstStep.push(seconds);
    found.peakMemory.push(Number(readFileSync(memoryFile, "utf8")));
  }
  return found;
}

/**
 * Seconds from start to end of Node with each of these arguments, in turns whose order changes.
 * @param {number} starts
 * @param {readonly (readonly string[])[]} programs
 */
async function inPairs(starts, programs) {
  const seconds = programs.map(() => /** @type {number[]} */ ([]));
  for (let start = 0; start <= starts; start++) {
    const order = [...programs.keys()];
    for (const index of start % 2 === 0 ? order : order.reverse()) {
      const started = performance.now();
      await runChild(process.execPath, programs[index] ?? [], { limitSeconds: 30 });
      if (start > 0) seconds[index]?.push((performance.now() - started) / 1000);
    }
  }
  return seconds;
}

/**
 * Seconds from starting the process to its first line of progress, which follows the first chunk of 16 steps.
 * @param {string} dataset
 * @param {string} out
 * @param {string} memoryFile
 */
async function secondsToFirstSteps(dataset, out, memoryFile) {
  const args = ["train", "--dataset", dataset, "--epochs", "1", "--out", out];
  const started = performance.now();
  let seconds = Number.NaN;
  await runChild(process.execPath, ["--import", memoryReporter, commandLine, ...args], {
    env: { ...process.env, HOURGLASS_BENCH_PEAK_MEMORY: memoryFile },
    limitSeconds: 120,
    onStderr: (text) => {
      if (Number.isNaN(seconds) && /^epoch 1/m.test(text)) seconds = (performance.now() - started) / 1000;
    },
  });
  if (Number.isNaN(seconds)) throw new Error("`hourglass train` showed no progress");
  return seconds;
}
