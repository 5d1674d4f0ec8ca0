import { fit } from "./hourglass.js";
import { readImages, readJob } from "./job.js";
import { hourglassModel, hourglassTraining, modelNamed } from "./models.js";
import { obey } from "./protocol.js";

/** @import { Done, Task } from "./protocol.js" */
/** @import { Runtime } from "hourglass-core/internal/runtime/runtime.ts" */

/**
 * Trains with Hourglass as `hourglass train` does: one call of `fit`, which waits between the turns. A turn begins and ends after a
 * chunk, so all that happens between two steps, chunks and epochs is inside, the shuffling of an epoch included.
 * @param {Runtime} runtime
 * @param {string} folder the job's
 * @param {Task} task
 */
export function trainHourglass(runtime, folder, task) {
  const job = readJob(folder);
  const model = modelNamed(task.model);
  const train = { ...job.imageShape, count: job.imageCount, images: readImages(folder) };
  /** @type {number[]} */
  const losses = [];
  const gate = createGate();
  const begin = () =>
    fit(
      recordLosses(runtime, losses),
      hourglassModel(model),
      { train },
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
        onProgress: ({ epoch, imagesPerEpoch, imagesOfEpoch }) =>
          gate.reach((epoch - 1) * imagesPerEpoch + imagesOfEpoch),
      },
    );
  /** @type {Promise<never> | undefined} */
  let training;
  return obey(
    { version: runtime.description, threads: runtime.threads },
    (seconds) => {
      const turn = gate.open(seconds);
      training ??= begin().then(() => {
        throw new Error("the training ended by itself");
      });
      return Promise.race([turn, training]);
    },
    losses,
  );
}

/** Lets a training on for a turn at a time. */
export function createGate() {
  let images = 0;
  /** @type {{ seconds: number, started: number, images: number, end: (done: Done) => void } | undefined} */
  let turn;
  /** @type {() => void} */
  let goOn = () => undefined;
  return {
    /**
     * @param {number} seconds
     * @returns {Promise<Done>} when the turn is over
     */
    open: (seconds) =>
      new Promise((end) => {
        turn = { seconds, started: performance.now(), images, end };
        goOn();
      }),
    /**
     * @param {number} now images trained on so far
     * @returns {Promise<void> | undefined} to be waited for where the turn is over
     */
    reach(now) {
      images = now;
      if (turn === undefined) return undefined;
      const seconds = (performance.now() - turn.started) / 1000;
      if (seconds < turn.seconds) return undefined;
      const wait = new Promise((/** @type {(value: void) => void} */ resolve) => {
        goOn = resolve;
      });
      turn.end({ amount: images - turn.images, seconds });
      turn = undefined;
      return wait;
    },
  };
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
