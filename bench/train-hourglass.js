import { fit } from "./hourglass.js";
import { readImages, readJob } from "./job.js";
import { hourglassModel, hourglassTraining, modelNamed } from "./models.js";
import { createStopwatch } from "./protocol.js";

/** @import { Task } from "./protocol.js" */
/** @import { Runtime } from "../dist/runtime/runtime.js" */

/**
 * Trains with Hourglass as `hourglass train` does: the figures include all that happens between two steps, chunks and
 * epochs.
 * @param {Runtime} runtime
 * @param {string} folder the job's
 * @param {Task} task
 */
export async function trainHourglass(runtime, folder, task) {
  const job = readJob(folder);
  const model = modelNamed(task.model);
  const train = { ...job.imageShape, count: job.imageCount, images: readImages(folder) };
  const none = { ...train, count: 0, images: new Uint8Array(0) };
  /** @type {number[]} */
  const losses = [];
  const stopwatch = createStopwatch(task);
  const done = new AbortController();
  await fit(
    recordLosses(runtime, losses),
    hourglassModel(model),
    { train, validation: none },
    {
      ...hourglassTraining(model),
      optimizer: { beta1: job.beta1, beta2: job.beta2, epsilon: job.epsilon, epsilonTo: "corrected" },
      learningRate: job.learningRate,
      batchSize: job.batchSize,
      epochs: 100_000,
      seed: job.seed,
      earlyStopping: { monitor: "training", patience: 0, minDelta: 0 },
    },
    {
      signal: done.signal,
      onProgress: ({ epoch, imagesPerEpoch, imagesOfEpoch }) => {
        if (stopwatch.lap((epoch - 1) * imagesPerEpoch + imagesOfEpoch)) done.abort();
      },
    },
  );
  return { ...stopwatch.measured(), losses, version: runtime.description, threads: runtime.threads };
}

/**
 * The same runtime, which also notes the loss of every step of the training program.
 * @param {Runtime} runtime
 * @param {number[]} losses
 * @returns {Runtime}
 */
function recordLosses(runtime, losses) {
  return {
    ...runtime,
    load: async (program, constants) => {
      const executable = await runtime.load(program, constants);
      return {
        release: () => executable.release(),
        run: async (inputs) => {
          const results = await executable.run(inputs);
          const loss = results["loss"];
          if (loss?.dtype === "float32") for (const value of loss.data) losses.push(value);
          return results;
        },
      };
    },
  };
}
