import type { Samples } from "../data/samples/sample-kinds.ts";
import { sliceSamples } from "../data/samples/samples.ts";
import { noiseWordsOfSteps } from "../inference/noise-words.ts";
import type { Model } from "../model/model.ts";
import { autoencoderTask } from "../program/autoencoder-task.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { createStepper, trainingTensors } from "./create-stepper.ts";
import type { TrainingOptions } from "./options.ts";
import { initialState } from "./state.ts";

const firstSteps = 3;
const timedSeconds = 0.2;

/**
 * Seconds of training a sample, by some steps of the training program after a few that warm it up: the fastest of runs that are twice as long each time,
 * until a fifth of a second is over. What a run costs beside its steps is divided by them, as in a training.
 * @param samples of which the first few batches are taken, again and again
 */
export async function secondsOfSample(
  runtime: Runtime,
  model: Model,
  { objective, optimizer, seed, ...options }: TrainingOptions,
  train: Samples,
): Promise<number> {
  const batchSize = Math.min(options.batchSize, train.count);
  const count = batchSize * Math.min(firstSteps, Math.floor(train.count / batchSize));
  const samples = sliceSamples(train, 0, count);
  const task = autoencoderTask(model, objective);
  const stepper = await createStepper(runtime, task, optimizer, trainingTensors(task, samples));
  const { tensors } = initialState(model, seed, optimizer, samples);
  const secondsOf = async (steps: number): Promise<number> => {
    const occasions = Array.from({ length: steps }, (_, step) => `step ${step + 1}`);
    const started = performance.now();
    await stepper.take({
      ...{ tensors, batchSize, step: 0 },
      order: Int32Array.from({ length: steps * batchSize }, (_, index) => index % count),
      // With a learning rate of 0 no step can diverge.
      learningRates: new Float32Array(steps),
      progress: new Float32Array(steps),
      words: (requests) => noiseWordsOfSteps(requests, seed, occasions, batchSize),
    });
    return (performance.now() - started) / 1000;
  };
  try {
    // The first run pays for the allocation of memory.
    await secondsOf(firstSteps);
    let fastest = Number.POSITIVE_INFINITY;
    for (let spent = 0, steps = firstSteps; spent < timedSeconds; ) {
      const seconds = await secondsOf(steps);
      fastest = Math.min(fastest, seconds / (steps * batchSize));
      spent += seconds;
      steps = Math.min(2 * steps, stepper.most ?? Number.POSITIVE_INFINITY);
    }
    return fastest;
  } finally {
    await stepper.release();
  }
}
