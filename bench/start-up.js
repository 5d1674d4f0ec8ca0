import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runChild } from "./child.js";
import { summarise } from "./statistics.js";

const commandLine = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const memoryReporter = pathToFileURL(fileURLToPath(new URL("report-peak-memory.js", import.meta.url))).href;

/**
 * A figure of the command line, or why there is none.
 * @typedef {{ value: import("./statistics.js").Summary } | { missing: string }} Figure
 */

/**
 * @typedef {object} StartUp
 * @property {Figure} help seconds from starting `hourglass --help` to its end
 * @property {Figure} firstStep seconds from starting a training process to the end of its first chunk, of 16 steps
 * @property {Figure} peakMemory of that process, in bytes
 */

/**
 * @param {number} starts
 * @param {string | undefined} dataset name in the catalogue, in the cache
 * @param {string} folder for the runs
 * @returns {Promise<StartUp>}
 */
export async function measureStartUp(starts, dataset, folder) {
  return { help: await measureHelp(starts), ...(await measureTraining(starts, dataset, folder)) };
}

/**
 * @param {number} starts
 * @returns {Promise<Figure>}
 */
function measureHelp(starts) {
  return measure(starts, async () => {
    const started = performance.now();
    await runChild(process.execPath, [commandLine, "--help"], { limitSeconds: 30 });
    return (performance.now() - started) / 1000;
  });
}

/**
 * Trains for an epoch.
 * @param {number} starts
 * @param {string | undefined} dataset name in the catalogue, in the cache
 * @param {string} folder for the runs
 * @returns {Promise<Omit<StartUp, "help">>}
 */
async function measureTraining(starts, dataset, folder) {
  if (dataset === undefined) {
    const missing = "no data set is in the cache";
    return { firstStep: { missing }, peakMemory: { missing } };
  }
  const out = join(folder, "run");
  const memoryFile = join(folder, "peak-memory");
  /** @type {number[]} */
  const memory = [];
  const firstStep = await measure(starts, async () => {
    rmSync(out, { recursive: true, force: true });
    const seconds = await secondsToFirstSteps(dataset, out, memoryFile);
    memory.push(Number(readFileSync(memoryFile, "utf8")));
    return seconds;
  });
  const missing = "missing" in firstStep ? firstStep.missing : "not measured";
  return { firstStep, peakMemory: memory.length === 0 ? { missing } : { value: summarise(memory) } };
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

/**
 * @param {number} starts
 * @param {() => Promise<number>} once
 * @returns {Promise<Figure>}
 */
async function measure(starts, once) {
  if (!existsSync(commandLine)) return { missing: "there is no dist/cli/main.js" };
  try {
    // The first start reads the files from the disk, all later ones from the file cache.
    await once();
    const values = [];
    for (let start = 0; start < starts; start++) values.push(await once());
    return { value: summarise(values) };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}
