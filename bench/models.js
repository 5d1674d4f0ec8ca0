import { buildModel, resolveSettings, trainingOptions } from "./hourglass.js";

/** @import { Model } from "hourglass-core/internal/model/model.ts" */
/** @import { TrainingOptions } from "hourglass-core/internal/training/options.ts" */

/**
 * A model that the contestants train. Hourglass builds it from a preset, contestants/pytorch.py and
 * contestants/tensorflow.js have it written out under the same name: the same layers, the same noise, the same loss.
 * @typedef {object} BenchmarkModel
 * @property {string} name of the preset, for --models and in every task
 * @property {string} layers for people
 * @property {string} objective for people
 * @property {Record<string, unknown>} settings all that say what the model is, so that other defaults would not change it
 * @property {number} lossTolerance relative difference of losses above which a contestant does not train the same
 */

/**
 * Equal weights and batches give equal losses but for rounding, which some hundred steps make larger. Where noise is drawn,
 * everybody draws its own, and means over some thousand images differ by chance; without any noise, they would differ by more.
 * The variational loss rests on a plateau until the code is used, and chance says when it leaves it: PyTorch from equal
 * weights with five seeds of its noise was 2.4 % apart at step 180 (204.5 to 209.5 nats), 0.5 % at step 120.
 */
export const lossTolerances = { exact: 0.005, random: 0.01, variational: 0.05 };

/** @type {readonly BenchmarkModel[]} */
export const models = [
  {
    name: "vanilla",
    layers: "784-32-784, ReLU",
    objective: "mean binary cross-entropy",
    settings: { latentSize: 32, hidden: [], codeActivation: "relu" },
    lossTolerance: lossTolerances.exact,
  },
  {
    name: "deep",
    layers: "784-512-256-32-256-512-784, ReLU, linear code",
    objective: "mean binary cross-entropy",
    settings: { latentSize: 32, hidden: [512, 256], activation: "relu", codeActivation: "linear" },
    lossTolerance: lossTolerances.exact,
  },
  {
    name: "convolutional",
    layers:
      "convolutions to 32 and 64 channels, each with 2 x 2 max-pooling and ReLU, dense 3136-32-3136, transposed " +
      "convolutions with stride 2 to 32 and 1 channels, all 3 x 3",
    objective: "mean binary cross-entropy",
    settings: {
      ...{ latentSize: 32, hidden: [], filters: [32, 64], decoder: "transposed" },
      ...{ activation: "relu", codeActivation: "linear" },
    },
    lossTolerance: lossTolerances.exact,
  },
  {
    name: "denoising",
    layers: "784-32-784, ReLU",
    objective:
      "mean binary cross-entropy with the clean image; to the input, normal noise of 0.5 is added in every step, the " +
      "sum held to [0, 1]",
    settings: { latentSize: 32, hidden: [], codeActivation: "relu", corruption: "gaussian:0.5" },
    lossTolerance: lossTolerances.random,
  },
  {
    name: "variational",
    layers: "784-200-200-50-200-200-784, tanh, normal code",
    objective:
      "binary cross-entropy summed over pixels, plus the divergence of the code from the standard normal; in every " +
      "step images are binarised and codes drawn",
    settings: {
      ...{ latentSize: 50, hidden: [200, 200], activation: "tanh" },
      ...{ code: "gaussian", binarize: true, beta: 1 },
    },
    lossTolerance: lossTolerances.variational,
  },
];

/** All are of MNIST's size. */
export const imageShape = { height: 28, width: 28, channels: 1 };
export const imageSize = imageShape.height * imageShape.width * imageShape.channels;

/** The model that Hourglass trains. @param {BenchmarkModel} benchmarkModel @returns {Model} */
export function hourglassModel({ name, settings }) {
  return buildModel(name, { sampleShape: imageShape, ...settings });
}

/**
 * How Hourglass trains it: as `hourglass train` does.
 * @param {BenchmarkModel} benchmarkModel
 * @returns {TrainingOptions}
 */
export function hourglassTraining({ name, settings }) {
  return trainingOptions(resolveSettings({ ...settings, model: name }, "benchmark"));
}

/** @param {string} name @returns {BenchmarkModel} */
export function modelNamed(name) {
  const model = models.find((candidate) => candidate.name === name);
  if (model === undefined) throw new Error(`no benchmark model is called ${name}`);
  return model;
}
