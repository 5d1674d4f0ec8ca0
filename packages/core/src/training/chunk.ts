import { areFinite } from "../data/numbers.ts";
import type { Samples } from "../data/samples/sample-kinds.ts";
import { noiseWordsOfSteps } from "../inference/noise-words.ts";
import type { Task } from "../program/task.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { createStepper, trainingTensors } from "./create-stepper.ts";
import { DivergedError } from "./diverged.ts";
import type { TaskOptions } from "./options.ts";
import { learningRateAt } from "./schedules/schedules.ts";
import type { TrainingState } from "./state.ts";

/** Runs the training program for some steps at a time. */
export interface ChunkRunner {
  /** The state after the next steps of the epoch: all of one batch size. */
  run(state: TrainingState, order: Int32Array, epoch: number): Promise<TrainingState>;
  release(): Promise<void>;
}

/** How long a chunk should take: often enough to show progress and to stop, seldom enough to cost nothing. */
const chunkSeconds = 0.5;
/** Clocks in browsers are coarse: no chunk takes no time at all, or its speed would be infinite. */
const shortest = 1e-5;
/** The first chunk is short, to learn how long a step takes: so many steps where chunks are to take {@link chunkSeconds}. */
const firstSteps = 16;

/** How long chunks are. */
export interface ChunkLength {
  /** Steps a chunk instead of as many as take half a second. */
  readonly stepsPerChunk?: number;
  /** How long a chunk should take, in seconds, instead of half a second: for who shows what is learnt more often. */
  readonly secondsPerChunk?: number;
}

/** {@link ChunkLength}, or what is asked for it before every chunk. */
export interface ChunkLengths extends ChunkLength {
  /** Asked before every chunk, in place of these two: for who changes the length on the way. It changes no bit of what is learnt. */
  readonly chunkLength?: () => ChunkLength;
}

export async function createChunkRunner(
  runtime: Runtime,
  task: Task,
  train: Samples,
  options: TaskOptions,
  lengths: ChunkLengths = {},
): Promise<ChunkRunner> {
  const stepper = await createStepper(runtime, task, options.optimizer, trainingTensors(task, train));
  const stepsPerEpoch = Math.ceil(train.count / options.batchSize);
  let secondsPerStep: number | undefined;

  const stepsOfChunk = (): number => {
    const { stepsPerChunk, secondsPerChunk = chunkSeconds } = lengths.chunkLength?.() ?? lengths;
    if (stepsPerChunk !== undefined) return stepsPerChunk;
    if (secondsPerStep === undefined) {
      return Math.max(1, Math.round((firstSteps * secondsPerChunk) / chunkSeconds));
    }
    return Math.max(1, Math.round(secondsPerChunk / secondsPerStep));
  };

  return {
    run: async (state, order, epoch) => {
      const left = train.count - state.imagesOfEpoch;
      const batchSize = Math.min(options.batchSize, left);
      const steps = Math.min(
        Math.floor(left / batchSize),
        stepsOfChunk(),
        stepper.most ?? Number.POSITIVE_INFINITY,
      );
      const count = steps * batchSize;
      const started = performance.now();
      const stepNumbers = Array.from({ length: steps }, (_, index) => state.step + index);
      const rates = stepNumbers.map((step) =>
        learningRateAt(options.schedule, options.learningRate, step, stepsPerEpoch, options.epochs),
      );
      const occasions = stepNumbers.map((step) => `step ${step + 1}`);
      const { tensors, losses } = await stepper.take({
        tensors: state.tensors,
        order: order.subarray(state.imagesOfEpoch, state.imagesOfEpoch + count),
        batchSize,
        step: state.step,
        learningRates: Float32Array.from(rates),
        progress: Float32Array.from(stepNumbers, (step) => step / (stepsPerEpoch * options.epochs)),
        words: (requests) => noiseWordsOfSteps(requests, options.seed, occasions, batchSize),
      });
      const seconds = Math.max(shortest, (performance.now() - started) / 1000);
      if (batchSize === options.batchSize) secondsPerStep = seconds / steps;
      const stepsBefore = state.imagesOfEpoch / options.batchSize;
      checkLosses(losses, epoch, stepsBefore);
      checkTensors(tensors, epoch, stepsBefore + steps);
      return {
        ...state,
        tensors,
        step: state.step + steps,
        imagesOfEpoch: state.imagesOfEpoch + count,
        // In the order of the steps, so that chunks leave no trace in the rounding.
        lossOfEpoch: losses.reduce((sum, loss) => sum + loss * batchSize, state.lossOfEpoch),
        secondsOfEpoch: state.secondsOfEpoch + seconds,
      };
    },
    release: () => stepper.release(),
  };
}

function checkLosses(losses: Float32Array, epoch: number, stepsBefore: number): void {
  const index = losses.findIndex((loss) => !Number.isFinite(loss));
  if (index >= 0) {
    throw new DivergedError(
      `the training loss became ${losses[index]} in epoch ${epoch}, step ${stepsBefore + index + 1}: ` +
        "a smaller learning rate may help",
    );
  }
}

/** A loss is that before its step: the weights that the chunk's last step leaves have not been in one yet. */
function checkTensors(tensors: ReadonlyMap<string, Float32Array>, epoch: number, step: number): void {
  for (const [name, values] of tensors) {
    if (!areFinite(values)) {
      throw new DivergedError(
        `${name} was not finite any more after epoch ${epoch}, step ${step}: a smaller learning rate may help`,
      );
    }
  }
}
