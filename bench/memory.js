import { askChild } from "./child.js";
import { longTraining } from "./contestants.js";
import { relativeGrowth } from "./statistics.js";

/** The trainings whose memory is watched, on few images, so that many epochs take seconds. */
export const longTrainings = [
  { model: "vanilla", images: 10_000 },
  { model: "convolutional", images: 512 },
];

/**
 * What became of each, by model.
 * @typedef {ReadonlyMap<string, LongTraining>} LongTrainings
 *
 * @typedef {object} LongTraining
 * @property {number} images
 * @property {readonly number[]} resident set in bytes after every tenth epoch
 * @property {number} growth from epoch 20 to the last over the mean level, by the line of least squares: what leaks grows on,
 *   what the first epochs allocate and garbage that comes and goes do not count
 */

/**
 * @param {string} folder the job's
 * @param {{ threads: number, epochs: number }} task
 * @returns {Promise<LongTrainings>}
 */
export async function watchMemory(folder, task) {
  const { command, args } = longTraining;
  /** @type {Map<string, LongTraining>} */
  const measured = new Map();
  for (const training of longTrainings) {
    /** @type {{ resident: number[] }} */
    const { resident } = await askChild(
      command,
      [...args, folder, JSON.stringify({ ...task, ...training })],
      { limitSeconds: 600 },
    );
    measured.set(training.model, {
      images: training.images,
      resident,
      growth: relativeGrowth(resident.slice(1)),
    });
  }
  return measured;
}
