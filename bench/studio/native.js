import { buildModel, fit, loadDataset } from "../hourglass.js";
import { createNativeRuntime } from "../native-runtime.js";

/** @import { Contestant, Job } from "./contestant.js" */

/**
 * The native runtime in this process.
 * @param {Job} job
 * @param {number} threads
 * @param {string | undefined} dataDir
 * @returns {Promise<Contestant>}
 */
export async function nativeContestant({ model: name, images }, threads, dataDir) {
  const { train } = await loadDataset("mnist", dataDir === undefined ? {} : { dataDir });
  const imageShape = { height: 28, width: 28, channels: 1 };
  const some = { ...imageShape, count: images, images: train.images.subarray(0, images * 784) };
  const model = buildModel(name, { sampleShape: imageShape });
  const runtime = await createNativeRuntime(threads);
  /** @type {import("hourglass-core/internal/training/state.ts").TrainingState | undefined} */
  let state;
  return {
    rate: async (seconds) => {
      const stop = new AbortController();
      /** @type {{ images: number, at: number }[]} */
      const chunks = [];
      const result = await fit(
        runtime,
        model,
        { train: some },
        { epochs: 100_000 },
        {
          ...(state === undefined ? {} : { from: state }),
          signal: stop.signal,
          onProgress: ({ epoch, imagesPerEpoch, imagesOfEpoch }) => {
            chunks.push({ images: (epoch - 1) * imagesPerEpoch + imagesOfEpoch, at: performance.now() });
            const [first] = chunks;
            if (first !== undefined && performance.now() - first.at > 1000 * seconds) stop.abort();
          },
        },
      );
      state = result.state;
      const [first, last] = [chunks[0], chunks.at(-1)];
      if (first === undefined || last === undefined || first === last)
        throw new Error("it trained too little");
      return ((last.images - first.images) * 1000) / (last.at - first.at);
    },
    end: () => Promise.resolve(),
  };
}
