import { createRequire } from "node:module";
import { readImages, readJob, readOrder, readWeights } from "../job.js";
import { batchesOf, obey, readArguments, takingSteps } from "../protocol.js";
import { binaryCrossEntropyOf } from "../tensorflow-loss.js";

/**
 * TensorFlow.js at its best under Node: pixels scaled to float32 once, before the clock starts; batches put together
 * in JavaScript, a fifth faster than tf.gather; the loss with the gradient sigmoid(z) - x, a fifth faster
 * again than differentiating tf.losses.sigmoidCrossEntropy; noise from its own generators. The backends have one thread:
 * under Node, TensorFlow.js excludes the threaded build of its WebAssembly backend
 * (https://github.com/tensorflow/tfjs/issues/3830).
 */

/** @type {{ folder: string, task: import("../protocol.js").Task & { backend: string } }} */
const { folder, task } = readArguments();
const loadPeer = createRequire(new URL("../peers/package.json", import.meta.url));
// TensorFlow.js advertises its other package on stdout, which is for the answer.
console.log = console.info = console.error;
const tf = loadPeer("@tensorflow/tfjs");
const wasm = task.backend === "wasm" ? loadPeer("@tensorflow/tfjs-backend-wasm") : undefined;
if (!(await tf.setBackend(task.backend))) throw new Error(`no TensorFlow.js backend "${task.backend}"`);

const job = readJob(folder);
const order = readOrder(folder);
const pixels = new Float32Array(readImages(folder)).map((byte) => byte / 255);
const parameters = readWeights(folder, task.model).map(({ shape, values }) =>
  tf.variable(tf.tensor(values, shape)),
);
const adam = tf.train.adam(job.learningRate, job.beta1, job.beta2, job.epsilon);

const binaryCrossEntropy = binaryCrossEntropyOf(tf);

/** @typedef {(x: any) => any} Activation */
/** @type {Activation} */
const linear = (x) => x;

/**
 * Dense layers, one for each activation.
 * @param {any} x
 * @param {number} layer the first one's number
 * @param {readonly Activation[]} activations
 */
function dense(x, layer, activations) {
  return activations.reduce((input, activation, index) => {
    const [kernel, bias] = parametersOf(layer + index);
    return activation(tf.add(tf.matMul(input, kernel), bias));
  }, x);
}

/** @param {any} x */
function shallow(x) {
  return dense(x, 0, [tf.relu, linear]);
}

/**
 * Channels last, as its WebAssembly has them; only around the dense layers they are first, as in the weights.
 * @param {any} x
 */
function convolutional(x) {
  const batch = x.shape[0];
  const small = convolve(convolve(tf.reshape(x, [batch, 28, 28, 1]), 0), 1);
  const flat = tf.reshape(tf.transpose(small, [0, 3, 1, 2]), [batch, 64 * 7 * 7]);
  const planes = tf.reshape(dense(flat, 2, [linear, tf.relu]), [batch, 64, 7, 7]);
  const larger = tf.relu(double(tf.transpose(planes, [0, 2, 3, 1]), 4));
  return tf.reshape(double(larger, 5), [batch, 28 * 28]);
}

/**
 * @param {any} x
 * @param {number} layer
 */
function convolve(x, layer) {
  const [kernel, bias] = parametersOf(layer);
  const convolved = tf.conv2d(x, tf.transpose(kernel, [2, 3, 1, 0]), 1, "same");
  return tf.relu(tf.maxPool(tf.add(convolved, bias), 2, 2, "valid"));
}

/**
 * A transposed convolution with stride 2: one row of padding before, none after, as the others have it.
 * @param {any} x
 * @param {number} layer
 */
function double(x, layer) {
  const [kernel, bias] = parametersOf(layer);
  const [batch, height, width] = x.shape;
  const shape = [batch, 2 * height, 2 * width, kernel.shape[1]];
  const padding = [
    [0, 0],
    [1, 0],
    [1, 0],
    [0, 0],
  ];
  return tf.add(tf.conv2dTranspose(x, tf.transpose(kernel, [2, 3, 1, 0]), shape, 2, padding), bias);
}

/**
 * Kernel and bias.
 * @param {number} layer
 */
function parametersOf(layer) {
  return parameters.slice(2 * layer, 2 * layer + 2);
}

/**
 * The objective of each model: what of the batch is random is drawn at once, the rest is differentiated.
 * @type {Record<string, (x: any) => () => any>}
 */
const objectives = {
  vanilla: (x) => () => binaryCrossEntropy(shallow(x), x),
  deep: (x) => () => binaryCrossEntropy(dense(x, 0, [tf.relu, tf.relu, linear, tf.relu, tf.relu, linear]), x),
  convolutional: (x) => () => binaryCrossEntropy(convolutional(x), x),
  denoising: (x) => {
    const noisy = tf.clipByValue(tf.add(x, tf.mul(tf.randomNormal(x.shape), 0.5)), 0, 1);
    return () => binaryCrossEntropy(shallow(noisy), x);
  },
  variational: (x) => {
    const [batch, pixels] = x.shape;
    const binary = tf.cast(tf.greater(x, tf.randomUniform(x.shape)), "float32");
    const noise = tf.randomNormal([batch, 50]);
    return () => {
      const [mean, logVariance] = tf.split(dense(binary, 0, [tf.tanh, tf.tanh, linear]), 2, 1);
      const codes = tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise));
      const error = tf.mul(binaryCrossEntropy(dense(codes, 3, [tf.tanh, tf.tanh, linear]), binary), pixels);
      const terms = tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1));
      return tf.add(error, tf.div(tf.sum(terms), 2 * batch));
    };
  },
};

const objective = objectives[task.model] ?? fail(`contestants/tensorflow.js has no model "${task.model}"`);

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  throw new Error(message);
}

/** @param {Int32Array} indices of the images of the batch */
function step(indices) {
  const size = job.imageSize;
  const batch = new Float32Array(indices.length * size);
  indices.forEach((index, row) => {
    batch.set(pixels.subarray(index * size, (index + 1) * size), row * size);
  });
  return tf.tidy(() => {
    const loss = adam.minimize(objective(tf.tensor2d(batch, [indices.length, size])), true);
    return loss.dataSync()[0];
  });
}

/** @type {number[]} */
const losses = [];
const nextBatch = batchesOf(job, order);
await obey(
  {
    version: `TensorFlow.js ${tf.version.tfjs}, ${task.backend} backend`,
    threads: wasm === undefined ? 1 : wasm.getThreadsCount(),
  },
  takingSteps(() => {
    const indices = nextBatch();
    losses.push(step(indices));
    return indices.length;
  }),
  losses,
);
