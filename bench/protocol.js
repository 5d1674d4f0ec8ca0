import { createInterface } from "node:readline";

/**
 * How the benchmark and its contestants talk. A contestant is a program that is started with two arguments, the job's folder and
 * a {@link Task} as JSON. It loads its library and its images, and writes a line of JSON: that it is {@link Ready}. Then it does what
 * each line on its stdin says, and answers each with a line: to a {@link Turn} with {@link Done}, to `{"end":true}` with its
 * {@link Farewell}, after which it ends. In between it waits.
 *
 * @typedef {object} Task
 * @property {string} model which to train
 * @property {number} threads
 *
 * @typedef {object} Ready
 * @property {string} version of the library and what it computes with
 * @property {number} threads in use
 * @property {string} [kernel] what multiplies its matrices, where it can be asked
 *
 * @typedef {object} Turn
 * @property {number} seconds train on for at least so long, and at least one step
 *
 * @typedef {object} Done
 * @property {number} amount images trained on in the turn; of the probe, the FLOP of its products
 * @property {number} seconds that the turn took
 *
 * @typedef {object} Farewell
 * @property {number[]} losses of every step since the initial weights, before its update
 * @property {number} peakMemory of the process, in bytes
 */

/**
 * The arguments of a contestant, or of another program that is given a folder and a task.
 * @template [T=Task]
 * @returns {{ folder: string, task: T }}
 */
export function readArguments() {
  const [folder, task] = process.argv.slice(2);
  if (folder === undefined || task === undefined) {
    throw new Error("started by the benchmark, with the job's folder and the task as JSON");
  }
  return { folder, task: JSON.parse(task) };
}

/**
 * Does what the lines on stdin say, until one says to end, or there are no more.
 * @param {Ready} ready
 * @param {(seconds: number) => Promise<Done>} train
 * @param {readonly number[]} [losses] which `train` adds to
 */
export async function obey(ready, train, losses = []) {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  say(ready);
  for (;;) {
    const { value, done } = await lines.next();
    // The benchmark has gone.
    if (done) process.exit(1);
    const { seconds, end } = /** @type {{ seconds?: number, end?: boolean }} */ (JSON.parse(value));
    if (end) break;
    say(await train(seconds ?? 0));
  }
  // Float32 values have at most nine significant digits; doubles would print seventeen.
  const rounded = losses.map((loss) => Number(loss.toPrecision(9)));
  // Threads of the library would keep the process alive.
  say({ losses: rounded, peakMemory: process.resourceUsage().maxRSS * 1024 }, () => process.exit(0));
}

/**
 * Turns of a contestant that takes one step after the other.
 * @param {() => Promise<number> | number} step gives its number of images
 * @returns {(seconds: number) => Promise<Done>}
 */
export function takingSteps(step) {
  return async (seconds) => {
    const started = performance.now();
    let amount = 0;
    let elapsed = 0;
    do {
      amount += await step();
      elapsed = (performance.now() - started) / 1000;
    } while (elapsed < seconds);
    return { amount, seconds: elapsed };
  };
}

/**
 * The places of the images of one batch after the other, in the order of the job, which repeats.
 * @param {import("./job.js").Job} job
 * @param {Int32Array} order
 * @returns {() => Int32Array}
 */
export function batchesOf({ imageCount, batchSize }, order) {
  let seen = 0;
  return () => {
    const start = seen % order.length;
    const count = Math.min(batchSize, imageCount - (seen % imageCount));
    seen += count;
    return order.subarray(start, start + count);
  };
}

/**
 * @param {object} message
 * @param {() => void} [written]
 */
function say(message, written) {
  process.stdout.write(`${JSON.stringify(message)}\n`, written);
}
