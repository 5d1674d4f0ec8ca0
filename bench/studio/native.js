import { buildModel, fit, loadDataset } from "../hourglass.js";
import { createNativeRuntime } from "../native-runtime.js";
import { summarise } from "../statistics.js";

/**
 * What is trained, with the settings' defaults.
 * @typedef {{ model: string, epochs: number, images: number }} Job
 */

/**
 * Training images a second of the native runtime: the median of the epochs after the first.
 * @param {Job} job
 * @param {number} threads
 * @param {string | undefined} dataDir
 */
export async function nativeRate({ model, epochs, images }, threads, dataDir) {
  const { train } = await loadDataset("mnist", dataDir === undefined ? {} : { dataDir });
  const imageShape = { height: 28, width: 28, channels: 1 };
  const some = { ...train, count: images, images: train.images.subarray(0, images * 784) };
  const none = { ...imageShape, count: 0, images: new Uint8Array() };
  const runtime = await createNativeRuntime(threads);
  const { state } = await fit(
    runtime,
    buildModel(model, { imageShape }),
    { train: some, validation: none },
    { epochs },
  );
  return summarise(state.history.slice(1).map(({ imagesPerSecond }) => imagesPerSecond)).median;
}
