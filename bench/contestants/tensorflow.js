import { createRequire } from "node:module";
import { readImages, readJob, readOrder, readWeights } from "../job.js";
import { answer, createStopwatch, readArguments } from "../protocol.js";

/**
 * TensorFlow.js at its best under Node: pixels scaled to float32 once, before the clock starts; batches put together
 * in JavaScript, a fifth faster than tf.gather; the loss with the gradient sigmoid(z) - x, a fifth faster
 * again than differentiating tf.losses.sigmoidCrossEntropy. The backends have one thread: under Node, TensorFlow.js excludes the threaded build
 * of its WebAssembly backend (https://github.com/tensorflow/tfjs/issues/3830).
 */
const { folder, task } =
  /** @type {{ folder: string, task: import("../protocol.js").Task & { backend: string } }} */ (
    readArguments()
  );
const loadPeer = createRequire(new URL("../peers/package.json", import.meta.url));
// TensorFlow.js advertises its other package on stdout, which is for the answer.
console.log = console.info = console.error;
const tf = loadPeer("@tensorflow/tfjs");
const wasm = task.backend === "wasm" ? loadPeer("@tensorflow/tfjs-backend-wasm") : undefined;
if (!(await tf.setBackend(task.backend))) throw new Error(`no TensorFlow.js backend "${task.backend}"`);

const job = readJob(folder);
const order = readOrder(folder);
const pixels = new Float32Array(readImages(folder)).map((byte) => byte / 255);
const [kernel1, bias1, kernel2, bias2] = readWeights(folder).map((values, index) =>
  tf.variable(tf.tensor(values, job.parameters[index]?.shape)),
);
const adam = tf.train.adam(job.learningRate, job.beta1, job.beta2, job.epsilon);

/** -(x log p + (1 - x) log(1 - p)), p = sigmoid(z), as max(z, 0) - x z - log max(p, 1 - p), mean over all. */
const binaryCrossEntropy = tf.customGrad(
  (/** @type {any} */ logits, /** @type {any} */ targets, /** @type {(tensors: any[]) => void} */ save) => {
    const p = tf.sigmoid(logits);
    save([p, targets]);
    const value = tf.mean(
      tf.sub(tf.sub(tf.relu(logits), tf.mul(logits, targets)), tf.log(tf.maximum(p, tf.sub(1, p)))),
    );
    const gradFunc = (/** @type {any} */ gradient, /** @type {any[]} */ [probabilities, x]) => [
      tf.mul(tf.sub(probabilities, x), tf.div(gradient, logits.size)),
      tf.zerosLike(x),
    ];
    return { value, gradFunc };
  },
);

/** @param {Int32Array} indices of the images of the batch */
function step(indices) {
  const size = job.imageSize;
  const batch = new Float32Array(indices.length * size);
  indices.forEach((index, row) => {
    batch.set(pixels.subarray(index * size, (index + 1) * size), row * size);
  });
  return tf.tidy(() => {
    const x = tf.tensor2d(batch, [indices.length, size]);
    const loss = adam.minimize(() => {
      const codes = tf.relu(tf.add(tf.matMul(x, kernel1), bias1));
      return binaryCrossEntropy(tf.add(tf.matMul(codes, kernel2), bias2), x);
    }, true);
    return loss.dataSync()[0];
  });
}

/** @type {number[]} */
const losses = [];
const stopwatch = createStopwatch(task);
let seen = 0;
do {
  const ofEpoch = seen % job.imageCount;
  const start = seen % order.length;
  const count = Math.min(job.batchSize, job.imageCount - ofEpoch);
  losses.push(step(order.subarray(start, start + count)));
  seen += count;
} while (!stopwatch.lap(seen));

answer({
  ...stopwatch.measured(),
  losses,
  version: `TensorFlow.js ${tf.version.tfjs}, ${task.backend} backend`,
  threads: wasm === undefined ? 1 : wasm.getThreadsCount(),
});
