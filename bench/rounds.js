import { askChild } from "./child.js";
import { matrixProduct } from "./contestants.js";

/** @import { Contestant, Start } from "./contestants.js" */
/** @import { BenchmarkModel } from "./models.js" */
/** @import { Pace } from "./pace.js" */
/** @import { Result, Task } from "./protocol.js" */
/** @import { createProgress } from "./progress.js" */

/**
 * Everything measured of a model, round by round; `undefined` where a contestant failed.
 * @typedef {object} Measurements
 * @property {number[]} productRates of the matrix product, in FLOP/s
 * @property {ReadonlyMap<string, readonly (Result | undefined)[]>} results by contestant
 * @property {ReadonlyMap<string, string>} missing why a contestant has none, or not for every round
 * @property {ReadonlyMap<string, string>} handicaps why a contestant is not at its best on this machine
 * @property {readonly string[]} notes of the contestants
 *
 * @typedef {object} Circumstances
 * @property {string} folder the job's
 * @property {number} threads
 * @property {Pace} pace
 * @property {ReturnType<typeof createProgress>} progress
 * @property {() => Promise<void>} installPeers
 */

/**
 * Lets the contestants train a model in turn, each in a process of its own, round after round. Who fails in the first round
 * cannot do it and is left out of the others.
 * @param {BenchmarkModel} model
 * @param {readonly Contestant[]} contestants
 * @param {Circumstances} circumstances
 * @returns {Promise<Measurements>}
 */
export async function runRounds(model, contestants, circumstances) {
  const { pace, threads, progress, folder } = circumstances;
  /** @type {Map<string, string>} */
  const missing = new Map();
  const starts = await findAll(model, contestants, circumstances, missing);
  const { warmUpSeconds, seconds } = pace;
  const full = { model: model.name, warmUpSeconds, seconds, threads };
  /** @type {Map<string, (Result | undefined)[]>} */
  const results = new Map([...starts.keys()].map((name) => [name, []]));
  /** @type {number[]} */
  const productRates = [];
  const handicaps = new Map(
    [...starts].flatMap(([name, { handicap }]) => (handicap === undefined ? [] : [[name, handicap]])),
  );
  const notes = [...starts.values()].flatMap(({ note }) => note ?? []);
  if (starts.size === 0) return { productRates, results, missing, handicaps, notes };
  for (let round = 1; round <= pace.rounds; round++) {
    const where = `${model.name}, round ${round} of ${pace.rounds}: `;
    const product = () => startProgram(matrixProduct, folder, full);
    const step = { kind: "matrix product", model: model.name };
    productRates.push((await progress.during(step, `${where}matrix product`, product)).flopPerSecond);
    for (const { name, title } of contestants) {
      const start = starts.get(name);
      if (start === undefined) continue;
      try {
        const train = () => runFaster(start, folder, full);
        results
          .get(name)
          ?.push(await progress.during({ kind: name, model: model.name }, where + title, train));
      } catch (error) {
        results.get(name)?.push(undefined);
        missing.set(name, messageOf(error));
        process.stderr.write(`${title} failed: ${messageOf(error)}\n`);
        if (round > 1) continue;
        starts.delete(name);
        progress.drop({ kind: name, model: model.name });
      }
    }
  }
  return { productRates, results, missing, handicaps, notes };
}

/**
 * How to start those that can run here; of the others, `missing` is told the reason.
 * @param {BenchmarkModel} model
 * @param {readonly Contestant[]} contestants
 * @param {Circumstances} circumstances
 * @param {Map<string, string>} missing
 */
async function findAll(model, contestants, { pace, threads, progress, folder, installPeers }, missing) {
  const ofModel = { model: model.name };
  const { trialWarmUpSeconds: warmUpSeconds, trialSeconds: seconds } = pace;
  const task = { ...ofModel, warmUpSeconds, seconds, threads };
  /** @type {Map<string, Start>} */
  const starts = new Map();
  for (const { name, title, find } of contestants) {
    try {
      const start = await find({
        ...{ model, threads, pace, installPeers },
        tryOut: (candidate, text) =>
          progress.during({ kind: "trial", ...ofModel }, `${model.name}, ${text}`, () =>
            startProgram(candidate, folder, task),
          ),
      });
      starts.set(name, start);
    } catch (error) {
      missing.set(name, messageOf(error));
      progress.drop({ kind: name, ...ofModel });
      process.stderr.write(`without ${title}: ${messageOf(error)}\n`);
    }
  }
  progress.drop({ kind: "trial", ...ofModel });
  return starts;
}

/**
 * Runs a contestant, and its rival where it has one, and gives the result of the faster.
 * @param {Start} start
 * @param {string} folder
 * @param {Task} task
 * @returns {Promise<Result>}
 */
async function runFaster(start, folder, task) {
  const result = await startProgram(start, folder, task);
  if (start.rival === undefined) return result;
  const other = await startProgram(start.rival, folder, task);
  return other.images / other.seconds > result.images / result.seconds ? other : result;
}

/**
 * @param {Start} start
 * @param {string} folder
 * @param {Task} task
 */
function startProgram(start, folder, task) {
  const { command, args, env, task: own } = start;
  return askChild(command, [...args, folder, JSON.stringify({ ...task, ...own })], {
    ...(env === undefined ? {} : { env }),
    // Loading the library and the images, and a last step that the slowest take a second for.
    limitSeconds: 120 + 2 * (task.warmUpSeconds + task.seconds),
  });
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
