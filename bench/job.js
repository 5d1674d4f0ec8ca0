import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What every contestant trains: a folder with job.json (this record) and, little-endian and row-major, images.u8
 * `[imageCount, imageSize]`, order.i32 `[epochs, imageCount]` (the order of the images in each epoch) and weights.f32
 * (the initial values of the parameters, one after the other). Images, order and initial weights being equal, so are
 * the losses, step by step, up to rounding.
 *
 * @typedef {object} Job
 * @property {number} imageCount
 * @property {{ height: number, width: number, channels: number }} imageShape
 * @property {number} imageSize
 * @property {number} latentSize
 * @property {number} batchSize the last batch of an epoch may be smaller
 * @property {number} epochs how many epochs the order is given for; then it repeats
 * @property {number} seed that of the weights and the order
 * @property {number} learningRate
 * @property {number} beta1
 * @property {number} beta2
 * @property {number} epsilon added to the root of the corrected second moment: Adam as PyTorch and TensorFlow.js have it
 * @property {{ name: string, shape: number[] }[]} parameters in the order of weights.f32; kernels are `[in, out]`
 */

/**
 * @typedef {object} JobContent
 * @property {Job} job
 * @property {Uint8Array} images
 * @property {Int32Array} order
 * @property {Float32Array} weights
 */

/**
 * @param {string} folder
 * @param {JobContent} content
 */
export function writeJob(folder, { job, images, order, weights }) {
  writeFileSync(join(folder, "job.json"), JSON.stringify(job));
  writeFileSync(join(folder, "images.u8"), images);
  writeFileSync(join(folder, "order.i32"), order);
  writeFileSync(join(folder, "weights.f32"), weights);
}

/**
 * @param {string} folder
 * @returns {Job}
 */
export function readJob(folder) {
  return JSON.parse(readFileSync(join(folder, "job.json"), "utf8"));
}

/**
 * @param {string} folder
 * @returns {Uint8Array}
 */
export function readImages(folder) {
  return readFileSync(join(folder, "images.u8"));
}

/**
 * @param {string} folder
 * @returns {Int32Array}
 */
export function readOrder(folder) {
  return new Int32Array(new Uint8Array(readFileSync(join(folder, "order.i32"))).buffer);
}

/**
 * The initial values of each parameter.
 * @param {string} folder
 * @returns {Float32Array[]}
 */
export function readWeights(folder) {
  const values = new Float32Array(new Uint8Array(readFileSync(join(folder, "weights.f32"))).buffer);
  let start = 0;
  return readJob(folder).parameters.map(({ shape }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    start += count;
    return values.subarray(start - count, start);
  });
}
