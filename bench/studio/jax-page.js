import { createJaxTraining } from "../jax-training.js";

// Runs in a page: jax-js on the vanilla model, 784-32-784, as under Node. Its speed does not depend on the images.

const job = { imageSize: 784, learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const [batchSize, imageCount] = [256, 5120];

/**
 * @param {string} library the folder of its files
 * @param {"wasm" | "webgpu"} device
 */
export async function startJax(library, device) {
  const jax = await import(`${library}index.js`);
  const devices = await jax.init(device);
  if (!devices.includes(device)) throw new Error(`jax-js has no ${device} here`);
  jax.defaultDevice(device);
  const shapes = [[784, 32], [32], [32, 784], [784]];
  const weights = shapes.map((shape) => ({
    shape,
    values: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, at) =>
      shape.length === 1 ? 0 : (((at * 7919) % 1000) / 1000 - 0.5) / 10,
    ),
  }));
  const pixels = Float32Array.from({ length: imageCount * 784 }, (_, at) => (at % 5) / 4);
  const step = createJaxTraining(jax, "vanilla", job, weights, pixels);
  let seen = 0;
  return {
    /**
     * Trains on for so many seconds. Gives images a second.
     * @param {number} seconds
     */
    rate: async (seconds) => {
      const started = performance.now();
      let steps = 0;
      for (; performance.now() - started < 1000 * seconds; steps++) {
        const first = seen % imageCount;
        await step(Int32Array.from({ length: batchSize }, (_, row) => first + row));
        seen += batchSize;
      }
      return (steps * batchSize * 1000) / (performance.now() - started);
    },
  };
}
