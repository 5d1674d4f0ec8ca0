import { binaryCrossEntropyOf } from "../tensorflow-loss.js";

// Runs in a page that has loaded TensorFlow.js as the global `tf`: 784-32-784 with Adam and binary cross-entropy, as
// contestants/tensorflow.js has it. Its speed does not depend on the images.

const batchSize = 256;

/** @param {string} folder that of the .wasm files */
export async function startTensorflow(folder) {
  const { tf } = /** @type {any} */ (globalThis);
  tf.wasm.setWasmPaths(folder);
  tf.wasm.setThreadsCount(navigator.hardwareConcurrency);
  if (!(await tf.setBackend("wasm"))) throw new Error("TensorFlow.js has no WebAssembly backend here");
  await tf.ready();

  const parameters = [
    tf.variable(tf.randomNormal([784, 32], 0, 0.05)),
    tf.variable(tf.zeros([32])),
    tf.variable(tf.randomNormal([32, 784], 0, 0.05)),
    tf.variable(tf.zeros([784])),
  ];
  const [kernel, bias, outputKernel, outputBias] = parameters;
  const adam = tf.train.adam(1e-3, 0.9, 0.999, 1e-7);
  const crossEntropy = binaryCrossEntropyOf(tf);
  const pixels = Float32Array.from({ length: batchSize * 784 }, (_, at) => (at % 5) / 4);
  const step = () =>
    tf.tidy(() => {
      const x = tf.tensor2d(pixels, [batchSize, 784]);
      const loss = adam.minimize(() => {
        const codes = tf.relu(tf.add(tf.matMul(x, kernel), bias));
        return crossEntropy(tf.add(tf.matMul(codes, outputKernel), outputBias), x);
      }, true);
      return loss.dataSync()[0];
    });
  return {
    /**
     * Trains on for so many seconds. Gives images a second.
     * @param {number} seconds
     */
    rate: (seconds) => {
      const started = performance.now();
      let steps = 0;
      for (; performance.now() - started < 1000 * seconds; steps++) step();
      return (steps * batchSize * 1000) / (performance.now() - started);
    },
  };
}
