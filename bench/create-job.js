import {
  buildModel,
  createRandom,
  epochOrder,
  initialWeights,
  loadDataset,
  modelParameters,
} from "./hourglass.js";

/** @import { JobContent } from "./job.js" */

/** The model that all train: the shallow autoencoder of 28 x 28 images, with a code of 32. */
export const model = buildModel("vanilla", {
  imageShape: { height: 28, width: 28, channels: 1 },
  latentSize: 32,
});

const seed = 1;
/** More epochs than the fastest contestant has been seen to need in one run. */
const epochs = 40;

/**
 * The job on some images, with the default settings of `hourglass train`.
 * @param {Uint8Array} images
 * @returns {JobContent}
 */
export function createJob(images) {
  const { imageShape, imageSize, latentSize } = model;
  const imageCount = images.length / imageSize;
  const order = new Int32Array(epochs * imageCount);
  for (let epoch = 0; epoch < epochs; epoch++) {
    order.set(epochOrder(seed, epoch + 1, imageCount), epoch * imageCount);
  }
  const initial = initialWeights(model, seed);
  const parameters = modelParameters(model).map(({ name, shape }) => ({ name, shape: [...shape] }));
  return {
    job: {
      ...{ imageCount, imageShape, imageSize, latentSize, epochs, seed, parameters },
      ...{ batchSize: 256, learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    },
    images,
    order,
    weights: Float32Array.from(parameters.flatMap(({ name }) => [...(initial.get(name) ?? [])])),
  };
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
  const wanted = imageCount * model.imageSize;
  for (const name of ["mnist", "digits"]) {
    try {
      const { title, train } = await loadDataset(name, { download: false });
      return {
        images: train.images.subarray(0, wanted),
        description: `the first ${imageCount.toLocaleString("en")} training images of ${title}`,
        dataset: name,
      };
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    }
  }
  return { images: randomBytes(wanted), description: "random bytes in place of images" };
}

/**
 * Bytes that need no data set: the arithmetic takes as long, the losses mean nothing.
 * @param {number} count
 */
export function randomBytes(count) {
  const random = createRandom(seed, "benchmark images");
  return Uint8Array.from({ length: count }, () => random.below(256));
}
