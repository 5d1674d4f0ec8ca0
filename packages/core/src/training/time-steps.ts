import type { Samples } from "../data/samples/sample-kinds.ts";
import { sliceSamples } from "../data/samples/samples.ts";
import type { Model } from "../model/model.ts";
import { autoencoderTask } from "../program/autoencoder-task.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { createChunkRunner } from "./chunk.ts";
import type { TrainingOptions } from "./options.ts";
import { epochOrder } from "./order.ts";
import { initialState } from "./state.ts";

const stepsAtOnce = 3;
const timedSeconds = 0.2;

/**
 * Seconds of training a sample, by some steps of the training program after as many that warm it up: the fastest of those that fit into a fifth
 * of a second, or one.
 * @param samples of which the first few batches are taken
 */
export async function secondsOfSample(
  runtime: Runtime,
  model: Model,
  training: TrainingOptions,
  train: Samples,
): Promise<number> {
  // With a learning rate of 0 no step can diverge.
  const options = { ...training, learningRate: 0 };
  const batchSize = Math.min(options.batchSize, train.count);
  const count = batchSize * Math.min(stepsAtOnce, Math.floor(train.count / batchSize));
  const steps = count / batchSize;
  const samples = sliceSamples(train, 0, count);
  const runner = await createChunkRunner(
    runtime,
    autoencoderTask(model, options.objective),
    samples,
    { ...options, batchSize },
    { stepsPerChunk: steps },
  );
  try {
    const state = initialState(model, options.seed, options.optimizer, samples);
    const order = epochOrder(options.seed, 1, count);
    // The first run pays for the allocation of memory.
    await runner.run(state, order, 1);
    let fastest = Number.POSITIVE_INFINITY;
    for (let spent = 0; spent < timedSeconds; ) {
      const { secondsOfEpoch } = await runner.run(state, order, 1);
      fastest = Math.min(fastest, secondsOfEpoch);
      spent += secondsOfEpoch;
    }
    return fastest / count;
  } finally {
    await runner.release();
  }
}
