import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What every contestant trains: a folder with job.json (this record) and, little-endian and row-major, images.u8
 * `[imageCount, imageSize]`, order.i32 `[epochs, imageCount]` (the order of the images in each epoch) and, for each model,
 * MODEL.f32 (the initial values of its parameters, one after the other). Images, order and initial weights being equal, so
 * are the losses, step by step, up to rounding, where the model draws no noise.
 *
 * @typedef {object} Job
 * @property {number} imageCount
 * @property {{ height: number, width: number, channels: number }} imageShape
 * @property {number} imageSize
 * @property {number} batchSize the last batch of an epoch may be smaller
 * @property {number} epochs how many epochs the order is given for; then it repeats
 * @property {number} seed that of the weights and the order
 * @property {number} learningRate
 * @property {number} beta1
 * @property {number} beta2
 * @property {number} epsilon added to the root of the corrected second moment: Adam as PyTorch and TensorFlow.js have it
 * @property {Record<string, { name: string, shape: number[] }[]>} parameters of each model in the order of MODEL.f32;
 *   dense kernels are `[in, out]`, those of convolutions `[out, in, height, width]`, of transposed ones `[in, out, height, width]`
 */

/**
 * @typedef {object} JobContent
 * @property {Job} job
 * @property {Uint8Array} images
 * @property {Int32Array} order
 * @property {ReadonlyMap<string, Float32Array>} weights by model
 */

/**
 * @param {string} folder
 * @param {JobContent} content
 */
export function writeJob(folder, { job, images, order, weights }) {
  writeFileSync(join(folder, "job.json"), JSON.stringify(job));
  writeFileSync(join(folder, "images.u8"), images);
  writeFileSync(join(folder, "order.i32"), order);
  for (const [model, values] of weights) writeFileSync(join(folder, `${model}.f32`), values);
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
 * The initial values of each parameter of a model.
 * @param {string} folder
 * @param {string} model
 * @returns {{ shape: number[], values: Float32Array }[]}
 */
export function readWeights(folder, model) {
  const values = new Float32Array(new Uint8Array(readFileSync(join(folder, `${model}.f32`))).buffer);
  let start = 0;
  return (readJob(folder).parameters[model] ?? []).map(({ shape }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    start += count;
    return { shape, values: values.subarray(start - count, start) };
  });
}
