import { askChild } from "./child.js";
import { longTraining } from "./contestants.js";
import { slopeWithInterval } from "./statistics.js";

/** The trainings whose memory is watched, on few images, so that many epochs take a minute or two. */
export const longTrainings = [
  { model: "vanilla", images: 512, epochs: 2000 },
  { model: "convolutional", images: 512, epochs: 400 },
];

/**
 * Bytes of the process after an epoch.
 * @typedef {object} MemorySample
 * @property {number} resident the resident set
 * @property {number} heap that V8 has reserved
 * @property {number} heapUsed of it, garbage that was not collected yet included
 * @property {number} external outside of V8's heap, but held by its objects
 * @property {number} arrayBuffers of these
 * @property {number} native the resident set less V8's heap and what its objects hold
 *
 * @typedef {object} LongTraining
 * @property {string} model
 * @property {number} images
 * @property {number} threads
 * @property {boolean} collecting whether the garbage was collected before every sample
 * @property {readonly MemorySample[]} samples one an epoch
 */

/** Of the second half of the epochs: the means of so many equal parts are taken for independent of each other; epochs in a row are not. */
const parts = 10;
/** A share of the mean, over 100 epochs: what grows less is none that a training of thousands of epochs would notice. */
const noticeable = 0.01;

/**
 * Whether memory leaks: whether it goes on growing when all that a training needs is there. A line through the means of ten parts of the
 * second half has a slope with a 95 % interval, given here as growth over 100 epochs, as a share of the mean. It leaks where the lower bound
 * is above 1 %, does not where the upper bound is below, and is not judged where 1 % lies between.
 * @param {readonly number[]} values one an epoch, at least 40
 * @returns {{ growth: number, low: number, high: number, verdict: "leak" | "no leak" | "not judged" }}
 */
export function judgeGrowth(values) {
  const length = Math.floor(values.length / 2 / parts);
  if (length < 2) throw new Error(`memory: expected 40 epochs or more, found ${values.length}`);
  const half = values.slice(values.length - parts * length);
  const mean = (/** @type {readonly number[]} */ some) =>
    some.reduce((sum, value) => sum + value, 0) / some.length;
  const means = Array.from({ length: parts }, (_, part) =>
    mean(half.slice(part * length, (part + 1) * length)),
  );
  const { slope, low, high } = slopeWithInterval(means);
  const relative = (/** @type {number} */ bytes) => ((bytes / length) * 100) / mean(half);
  const bounds = { growth: relative(slope), low: relative(low), high: relative(high) };
  const verdict = bounds.low > noticeable ? "leak" : bounds.high < noticeable ? "no leak" : "not judged";
  return { ...bounds, verdict };
}

/**
 * Watches the trainings, on one thread, each as it is and with the garbage collected before every sample: what grows in one alone is garbage.
 * @param {string} folder the job's
 * @param {number} share of the epochs
 * @returns {Promise<LongTraining[]>}
 */
export async function watchMemory(folder, share) {
  /** @type {LongTraining[]} */
  const measured = [];
  for (const { epochs, ...training } of longTrainings) {
    const task = { ...training, threads: 1, epochs: Math.max(40, Math.round(share * epochs)) };
    for (const collecting of [false, true]) {
      const { command, args } = longTraining({ collecting });
      /** @type {{ samples: MemorySample[] }} */
      const { samples } = await askChild(command, [...args, folder, JSON.stringify(task)], {
        limitSeconds: 1800,
      });
      measured.push({ ...training, threads: 1, collecting, samples });
    }
  }
  return measured;
}
