import type { Samples } from "../data/samples/sample-kinds.ts";
import { valuesOf } from "../data/samples/samples.ts";
import { createTaskValidator, type Measured, type Validator } from "../inference/create-validator.ts";
import type { Network } from "../model/network.ts";
import type { Weights } from "../model/parameter.ts";
import type { Task } from "../program/task.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type ChunkLengths, type ChunkRunner, createChunkRunner } from "./chunk.ts";
import { DivergedError } from "./diverged.ts";
import { earlyStopping } from "./early-stopping.ts";
import type { EpochRecord } from "./epoch.ts";
import type { TaskOptions } from "./options.ts";
import { epochOrder } from "./order.ts";
import { parametersOf, type TrainingState } from "./state.ts";

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

/** The share of all epochs that is done, from 0 to 1. */
export function shareDone({
  epoch,
  epochs,
  imagesOfEpoch,
  imagesPerEpoch,
}: Pick<FitProgress, "epoch" | "epochs" | "imagesOfEpoch" | "imagesPerEpoch">): number {
  return (epoch - 1 + imagesOfEpoch / imagesPerEpoch) / epochs;
}

/** What is told of a training while it goes on, and what it is told. */
export interface EpochHooks extends ChunkLengths {
  /** After every chunk, with the state that it left; training waits for the promise, where one is returned. */
  readonly onProgress?: (progress: FitProgress, state: TrainingState) => unknown;
  /** After every epoch, with the state to save; training waits for it. */
  readonly onEpoch?: (record: EpochRecord, state: TrainingState) => Promise<void> | void;
  /** Ends training after the chunk under way. */
  readonly signal?: AbortSignal;
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

/**
 * Trains a task from a state to the end that the options set.
 * @throws DivergedError naming the epoch and the step at which the loss was not finite
 */
export async function runEpochs(
  runtime: Runtime,
  task: Task,
  data: FitData,
  options: TaskOptions,
  from: TrainingState,
  hooks: EpochHooks,
): Promise<FitResult> {
  const chunks = await createChunkRunner(runtime, task, data.train, options, hooks);
  const validator = await createTaskValidator(runtime, task);
  try {
    return await runEach(chunks, validator, task, data, options, from, hooks);
  } finally {
    await Promise.all([chunks.release(), validator.release()]);
  }
}

async function runEach(
  chunks: ChunkRunner,
  validator: Validator<Measured>,
  task: Task,
  data: FitData,
  options: TaskOptions,
  from: TrainingState,
  hooks: EpochHooks,
): Promise<FitResult> {
  const { network } = task;
  let state = from;
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
    state = await endEpoch(state, epoch, validator, task, data, options);
    await hooks.onEpoch?.(state.history.at(-1) as EpochRecord, state);
    if (isWhole) secondsBeside = (performance.now() - started) / 1000 - secondsOfSteps;
  }
}

/** The end of a training whose first step was not reached. */
export function interrupted(network: Network, from: TrainingState, options: TaskOptions): FitResult {
  return finish(network, from, "interrupted", options);
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
  { network, deadUnits }: Task,
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
    ...(deadUnits === undefined ? {} : { deadUnits: deadUnits(weights, train.count) }),
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
