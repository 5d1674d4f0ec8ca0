import { createRandom, epochOrder, initialWeights, loadDataset, modelParameters } from "./hourglass.js";
import { hourglassModel, imageShape, imageSize } from "./models.js";

/** @import { Job, JobContent } from "./job.js" */
/** @import { BenchmarkModel } from "./models.js" */

const seed = 1;
/** More epochs than the fastest contestant has been seen to need in all of its turns. */
const epochs = 160;

/**
 * The job on some images, with the default settings of `hourglass train`.
 * @param {Uint8Array} images
 * @param {readonly BenchmarkModel[]} models
 * @returns {JobContent}
 */
export function createJob(images, models) {
  const imageCount = images.length / imageSize;
  const order = new Int32Array(epochs * imageCount);
  for (let epoch = 0; epoch < epochs; epoch++) {
    order.set(epochOrder(seed, epoch + 1, imageCount), epoch * imageCount);
  }
  /** @type {Job["parameters"]} */
  const parameters = {};
  /** @type {Map<string, Float32Array>} */
  const weights = new Map();
  for (const benchmarkModel of models) {
    const model = hourglassModel(benchmarkModel);
    const initial = initialWeights(model, seed);
    const ofModel = modelParameters(model).map(({ name, shape }) => ({ name, shape: [...shape] }));
    parameters[benchmarkModel.name] = ofModel;
    weights.set(benchmarkModel.name, concatenate(ofModel.flatMap(({ name }) => initial.get(name) ?? [])));
  }
  return {
    job: {
      ...{ imageCount, imageShape, imageSize, epochs, seed, parameters },
      ...{ batchSize: 256, learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    },
    ...{ images, order, weights },
  };
}

/** @param {readonly Float32Array[]} parts */
function concatenate(parts) {
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}

/**
 * The images to train on.
 *
 * @typedef {object} Images
 * @property {Uint8Array} images
 * @property {string} description
 * @property {string} [dataset] its name in the catalogue; absent for random bytes
 */

const imageCount = 50_000;

/**
 * The first 50,000 training images of MNIST where it is in the cache, else of the built-in digits, else random bytes.
 * @returns {Promise<Images>}
 */
export async function findImages() {
  const byteCount = imageCount * imageSize;
  for (const name of ["mnist", "digits"]) {
    try {
      const { title, train } = await loadDataset(name, { download: false });
      return {
        images: train.images.subarray(0, byteCount),
        description: `the first ${imageCount.toLocaleString("en")} training images of ${title}`,
        dataset: name,
      };
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    }
  }
  return { images: randomBytes(byteCount), description: "random bytes in place of images" };
}

/**
 * Bytes that need no data set: the arithmetic takes as long, the losses mean nothing.
 * @param {number} count
 */
export function randomBytes(count) {
  const random = createRandom(seed, "benchmark images");
  return Uint8Array.from({ length: count }, () => random.below(256));
}
