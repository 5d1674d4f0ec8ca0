import * as z from "zod";
import { callback, optionalSignal, real, recordSchema, whole } from "../arguments.ts";
import type { Samples } from "../data/samples/sample-kinds.ts";
import { valuesOf } from "../data/samples/samples.ts";
import { UsageError } from "../errors.ts";
import { createTaskValidator, type Measured, type Validator } from "../inference/create-validator.ts";
import { requireTrainingMemory } from "../inference/memory.ts";
import { type Network, networkParameters } from "../model/network.ts";
import { requireWeights, type Weights } from "../model/parameter.ts";
import type { Task } from "../program/task.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type ChunkLength, type ChunkRunner, createChunkRunner } from "./chunk.ts";
import { DivergedError } from "./diverged.ts";
import { earlyStopping, requireMonitored } from "./early-stopping.ts";
import type { EpochRecord } from "./epoch.ts";
import type { TaskOptions } from "./options.ts";
import { epochOrder } from "./order.ts";
import { initialState, parametersOf, requireState, type TrainingState } from "./state.ts";

/** Where training stands, after every chunk. */
export interface FitProgress {
  /** The epoch under way, from 1, of at most `epochs`. */
  readonly epoch: number;
  readonly epochs: number;
  readonly imagesOfEpoch: number;
  readonly imagesPerEpoch: number;
  /** Mean of the objective over the epoch so far. */
  readonly trainingLoss: number;
  readonly imagesPerSecond: number;
  /** Estimated, for all epochs, should training not stop early. */
  readonly secondsLeft: number;
}

export interface FitHooks {
  /** Continue from here instead of from new weights. */
  readonly from?: TrainingState;
  /**
   * Begin with these weights of the same model instead of seeded ones: with what it has learnt elsewhere, the statistics of its
   * layers and what its samples are standardised by included.
   */
  readonly initialWeights?: Weights;
  /** After every chunk, with the state that it left; training waits for the promise, where one is returned. */
  readonly onProgress?: (progress: FitProgress, state: TrainingState) => unknown;
  /** After every epoch, with the state to save; training waits for it. */
  readonly onEpoch?: (record: EpochRecord, state: TrainingState) => Promise<void> | void;
  /** Ends training after the chunk under way. */
  readonly signal?: AbortSignal;
  /** Steps a chunk instead of as many as take half a second. */
  readonly stepsPerChunk?: number;
  /** How long a chunk should take, in seconds, instead of half a second: for who shows what is learnt more often. */
  readonly secondsPerChunk?: number;
  /** Asked before every chunk, in place of these two: for who changes the length on the way. It changes no bit of what is learnt. */
  readonly chunkLength?: () => ChunkLength;
}

export interface FitResult {
  readonly state: TrainingState;
  /** The weights to keep: those of the last epoch, or of the best where the options say so. */
  readonly weights: Weights;
  /** The epoch of these weights. */
  readonly keptEpoch: number;
  readonly stopped: "all epochs done" | "early stopping" | "interrupted";
}

export interface FitData<S extends Samples = Samples> {
  readonly train: S;
  /** Samples that the objective is measured on after every epoch; without any, or without the field, it is not. */
  readonly validation?: S;
}

export const hooksSchema: z.ZodType<FitHooks> = recordSchema<FitHooks>({
  from: z.custom<TrainingState>().exactOptional(),
  initialWeights: z.custom<Weights>().exactOptional(),
  onProgress: callback(),
  onEpoch: callback(),
  signal: optionalSignal,
  stepsPerChunk: whole(1).exactOptional(),
  secondsPerChunk: real(0.001, 3600).exactOptional(),
  chunkLength: callback(),
});

/**
 * Trains any task on samples, options and hooks that were looked at.
 * @param call who asks, for messages
 * @param rowsEach how many rows of a batch a sample becomes, for the estimate of memory
 */
export async function fitTask(
  runtime: Runtime,
  task: Task,
  data: FitData,
  options: TaskOptions,
  hooks: FitHooks,
  { call, rowsEach = 1 }: { readonly call: string; readonly rowsEach?: number },
): Promise<FitResult> {
  const { network } = task;
  requireMonitored(options.earlyStopping, data.validation?.count ?? 0);
  requireTrainingMemory(
    network,
    Math.min(options.batchSize, data.train.count) * rowsEach,
    bytesOf(data),
    runtime.memory,
  );
  if (hooks.from !== undefined) {
    requireState(network, hooks.from, data.train.count, options, call, "hooks.from");
  }
  if (hooks.initialWeights !== undefined) requireInitialWeights(network, hooks, call);
  const chunks = await createChunkRunner(runtime, task, data.train, options, hooks);
  const validator = await createTaskValidator(runtime, task);
  try {
    return await runEpochs(chunks, validator, network, data, options, hooks);
  } finally {
    await Promise.all([chunks.release(), validator.release()]);
  }
}

function bytesOf({ train, validation }: FitData): number {
  return valuesOf(train).byteLength + (validation === undefined ? 0 : valuesOf(validation).byteLength);
}

function requireInitialWeights(network: Network, { from, initialWeights }: FitHooks, call: string): void {
  if (from !== undefined) {
    throw new UsageError(`${call}: hooks.from and hooks.initialWeights are two beginnings: give one of them`);
  }
  requireWeights(networkParameters(network), initialWeights, call, "hooks.initialWeights");
}

async function runEpochs(
  chunks: ChunkRunner,
  validator: Validator<Measured>,
  network: Network,
  data: FitData,
  options: TaskOptions,
  hooks: FitHooks,
): Promise<FitResult> {
  let state =
    hooks.from ?? initialState(network, options.seed, options.optimizer, data.train, hooks.initialWeights);
  let secondsBeside = validationSeconds(state, data.train.count);
  for (;;) {
    const reason = stopReason(state, options);
    if (reason !== undefined) return finish(network, state, reason, options);
    const epoch = state.history.length + 1;
    const order = epochOrder(options.seed, epoch, data.train.count);
    const isWhole = state.imagesOfEpoch === 0;
    const started = performance.now();
    while (state.imagesOfEpoch < data.train.count) {
      if (hooks.signal?.aborted) return finish(network, state, "interrupted", options);
      state = await chunks.run(state, order, epoch);
      await hooks.onProgress?.(progressOf(state, data.train.count, options, secondsBeside), state);
    }
    const secondsOfSteps = state.secondsOfEpoch;
    state = await endEpoch(state, epoch, validator, network, data, options);
    await hooks.onEpoch?.(state.history.at(-1) as EpochRecord, state);
    if (isWhole) secondsBeside = (performance.now() - started) / 1000 - secondsOfSteps;
  }
}

function stopReason(
  { history }: TrainingState,
  options: TaskOptions,
): "all epochs done" | "early stopping" | undefined {
  if (history.length >= options.epochs) return "all epochs done";
  return earlyStopping(history, options.earlyStopping).shouldStop ? "early stopping" : undefined;
}

/** Measures the epoch, adds it to the history and keeps its weights where they are the best. */
async function endEpoch(
  state: TrainingState,
  epoch: number,
  validator: Validator<Measured>,
  network: Network,
  { train, validation }: FitData,
  options: TaskOptions,
): Promise<TrainingState> {
  const weights = parametersOf(network, state);
  const started = performance.now();
  const validated =
    validation === undefined || validation.count === 0
      ? undefined
      : await validator.validate(weights, valuesOf(validation), validation.labels);
  if (validated !== undefined && !Number.isFinite(validated.objective)) {
    throw new DivergedError(`the validation loss became ${validated.objective} after epoch ${epoch}`);
  }
  const record: EpochRecord = {
    epoch,
    trainingLoss: state.lossOfEpoch / train.count,
    ...(validated === undefined ? {} : { validationLoss: validated.objective }),
    ...partsOf(validated),
    seconds: state.secondsOfEpoch + (performance.now() - started) / 1000,
    imagesPerSecond: train.count / state.secondsOfEpoch,
  };
  const history = [...state.history, record];
  const isBest = earlyStopping(history, options.earlyStopping).bestEpoch === epoch;
  return {
    ...state,
    imagesOfEpoch: 0,
    lossOfEpoch: 0,
    secondsOfEpoch: 0,
    history,
    ...(options.restoreBest && isBest ? { best: weights } : {}),
  };
}

/** What was measured beside the objective; the reconstruction is all of it where there is no penalty. */
function partsOf({ reconstruction, penalty, accuracy }: Partial<Measured> = {}): Partial<EpochRecord> {
  return {
    ...(penalty === undefined || reconstruction === undefined
      ? {}
      : { validationReconstruction: reconstruction, validationPenalty: penalty }),
    ...(accuracy === undefined ? {} : { validationAccuracy: accuracy }),
  };
}

function finish(
  network: Network,
  state: TrainingState,
  stopped: FitResult["stopped"],
  options: TaskOptions,
): FitResult {
  const last = state.history.length;
  const { bestEpoch } = earlyStopping(state.history, options.earlyStopping);
  // None is the best where those that count are still to come.
  const hasBest = state.best !== undefined && bestEpoch > 0;
  const restore = options.restoreBest && hasBest && stopped !== "interrupted";
  return {
    state,
    weights: restore ? (state.best as Weights) : parametersOf(network, state),
    keptEpoch: restore ? bestEpoch : last,
    stopped,
  };
}

/** What validation took in the last epoch: all that is known of an epoch beside its steps before one has passed. */
function validationSeconds({ history }: TrainingState, imagesPerEpoch: number): number {
  const last = history.at(-1);
  return last === undefined ? 0 : last.seconds - imagesPerEpoch / last.imagesPerSecond;
}

/** @param secondsBeside what an epoch takes beside its steps: validation, and what the hooks do, such as keeping its state */
function progressOf(
  state: TrainingState,
  imagesPerEpoch: number,
  options: TaskOptions,
  secondsBeside: number,
): FitProgress {
  const imagesPerSecond = state.imagesOfEpoch / state.secondsOfEpoch;
  const epochsLeft = options.epochs - state.history.length;
  const imagesLeft = epochsLeft * imagesPerEpoch - state.imagesOfEpoch;
  return {
    epoch: state.history.length + 1,
    epochs: options.epochs,
    imagesOfEpoch: state.imagesOfEpoch,
    imagesPerEpoch,
    trainingLoss: state.lossOfEpoch / state.imagesOfEpoch,
    imagesPerSecond,
    secondsLeft: imagesLeft / imagesPerSecond + epochsLeft * secondsBeside,
  };
}
