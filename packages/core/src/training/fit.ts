import * as z from "zod";
import {
  callback,
  checkArgument,
  isTyped,
  optionalSignal,
  real,
  recordSchema,
  unchecked,
  whole,
} from "../arguments.ts";
import { requireFinite } from "../data/numbers.ts";
import { kindOfSamples, type Samples } from "../data/samples/sample-kinds.ts";
import { requireSamplesOf, valuesOf } from "../data/samples/samples.ts";
import { HourglassError, UsageError } from "../errors.ts";
import { createValidator, type Validator } from "../inference/create-validator.ts";
import { requireTrainingMemory } from "../inference/memory.ts";
import { type Model, modelParameters, requireModel } from "../model/model.ts";
import { requireWeights, type Weights } from "../model/parameter.ts";
import { requireObjective } from "../program/objective.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type ChunkLength, type ChunkRunner, createChunkRunner } from "./chunk.ts";
import { DivergedError } from "./diverged.ts";
import { earlyStopping, requireMonitored } from "./early-stopping.ts";
import type { EpochRecord } from "./epoch.ts";
import { defaultObjective, defaultTraining, type TrainingOptions, trainingSchema } from "./options.ts";
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

/** Splits have a test part, which training leaves alone; the samples themselves are checked against the model. */
const samples = unchecked<unknown>();
const dataSchema = z.strictObject({ train: samples, validation: samples, test: samples });

const hooksSchema = recordSchema<FitHooks>({
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
 * Trains a model. Options that are not given are those of {@link defaultTraining}. The weights depend on the model, the options, the images, initial weights
 * that are given and the runtime with its threads: not on how the steps are cut into chunks, nor on interruptions.
 * @throws UsageError where the validation loss is to be monitored and there are no validation images
 * @throws HourglassError on what is no runtime, model, option or hook, on images that do not fit the model, and on a state of another
 * training
 * @throws HourglassError, with an estimate, where training would take more memory than the runtime may
 * @throws DivergedError naming the epoch and the step at which the loss was not finite
 */
export async function fit(
  runtime: Runtime,
  model: Model,
  data: FitData,
  options: Partial<TrainingOptions> = {},
  hooks: FitHooks = {},
): Promise<FitResult> {
  requireRuntime(runtime, "fit");
  requireModel(model, "fit");
  const splits = requireData(model, data);
  const given = checkArgument(trainingSchema, options, "fit", "options");
  const complete = { ...defaultTraining, objective: defaultObjective(model), ...given };
  requireObjective(model, complete.objective, "fit", "options.objective");
  requireMonitored(complete.earlyStopping, splits.validation?.count ?? 0);
  checkArgument(hooksSchema, hooks, "fit", "hooks");
  requireTrainingMemory(
    model,
    Math.min(complete.batchSize, splits.train.count) * (complete.objective.boundSamples ?? 1),
    bytesOf(splits),
    runtime.memory,
  );
  if (hooks.from !== undefined) {
    requireState(model, hooks.from, splits.train.count, complete, "fit", "hooks.from");
  }
  if (hooks.initialWeights !== undefined) requireInitialWeights(model, hooks);
  const chunks = await createChunkRunner(runtime, model, splits.train, complete, hooks);
  const validator = await createValidator(runtime, model, complete.objective);
  try {
    return await runEpochs(chunks, validator, model, splits, complete, hooks);
  } finally {
    await Promise.all([chunks.release(), validator.release()]);
  }
}

function bytesOf({ train, validation }: FitData): number {
  return valuesOf(train).byteLength + (validation === undefined ? 0 : valuesOf(validation).byteLength);
}

function requireData(model: Model, data: unknown): FitData {
  const given = checkArgument(dataSchema, data, "fit", "data");
  const { plural } = kindOfSamples(model.sampleShape);
  const train = requireFiniteSamples(model, given.train, "data.train");
  if (train.count === 0) {
    throw new HourglassError(`fit: data.train: expected ${plural} to train on, found none`);
  }
  if (given.validation === undefined) return { train };
  return {
    train,
    validation: requireFiniteSamples(model, given.validation, "data.validation"),
  };
}

function requireFiniteSamples({ sampleShape }: Model, given: unknown, name: string): Samples {
  const set = requireSamplesOf(sampleShape, given, "fit", name);
  const values = valuesOf(set);
  if (isTyped(values, Float32Array)) requireFinite(values, "fit", `${name}.values`);
  return set;
}

function requireInitialWeights(model: Model, { from, initialWeights }: FitHooks): void {
  if (from !== undefined) {
    throw new UsageError("fit: hooks.from and hooks.initialWeights are two beginnings: give one of them");
  }
  requireWeights(modelParameters(model), initialWeights, "fit", "hooks.initialWeights");
}

async function runEpochs(
  chunks: ChunkRunner,
  validator: Validator,
  model: Model,
  data: FitData,
  options: TrainingOptions,
  hooks: FitHooks,
): Promise<FitResult> {
  let state =
    hooks.from ?? initialState(model, options.seed, options.optimizer, data.train, hooks.initialWeights);
  let secondsBeside = validationSeconds(state, data.train.count);
  for (;;) {
    const reason = stopReason(state, options);
    if (reason !== undefined) return finish(model, state, reason, options);
    const epoch = state.history.length + 1;
    const order = epochOrder(options.seed, epoch, data.train.count);
    const isWhole = state.imagesOfEpoch === 0;
    const started = performance.now();
    while (state.imagesOfEpoch < data.train.count) {
      if (hooks.signal?.aborted) return finish(model, state, "interrupted", options);
      state = await chunks.run(state, order, epoch);
      await hooks.onProgress?.(progressOf(state, data.train.count, options, secondsBeside), state);
    }
    const secondsOfSteps = state.secondsOfEpoch;
    state = await endEpoch(state, epoch, validator, model, data, options);
    await hooks.onEpoch?.(state.history.at(-1) as EpochRecord, state);
    if (isWhole) secondsBeside = (performance.now() - started) / 1000 - secondsOfSteps;
  }
}

function stopReason(
  { history }: TrainingState,
  options: TrainingOptions,
): "all epochs done" | "early stopping" | undefined {
  if (history.length >= options.epochs) return "all epochs done";
  return earlyStopping(history, options.earlyStopping).shouldStop ? "early stopping" : undefined;
}

/** Measures the epoch, adds it to the history and keeps its weights where they are the best. */
async function endEpoch(
  state: TrainingState,
  epoch: number,
  validator: Validator,
  model: Model,
  { train, validation }: FitData,
  options: TrainingOptions,
): Promise<TrainingState> {
  const weights = parametersOf(model, state);
  const started = performance.now();
  const validated =
    validation === undefined || validation.count === 0
      ? undefined
      : await validator.validate(weights, valuesOf(validation));
  if (validated !== undefined && !Number.isFinite(validated.objective)) {
    throw new DivergedError(`the validation loss became ${validated.objective} after epoch ${epoch}`);
  }
  const record: EpochRecord = {
    epoch,
    trainingLoss: state.lossOfEpoch / train.count,
    ...(validated === undefined ? {} : { validationLoss: validated.objective }),
    ...(validated?.penalty === undefined
      ? {}
      : { validationReconstruction: validated.reconstruction, validationPenalty: validated.penalty }),
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

function finish(
  model: Model,
  state: TrainingState,
  stopped: FitResult["stopped"],
  options: TrainingOptions,
): FitResult {
  const last = state.history.length;
  const { bestEpoch } = earlyStopping(state.history, options.earlyStopping);
  // None is the best where those that count are still to come.
  const hasBest = state.best !== undefined && bestEpoch > 0;
  const restore = options.restoreBest && hasBest && stopped !== "interrupted";
  return {
    state,
    weights: restore ? (state.best as Weights) : parametersOf(model, state),
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
  options: TrainingOptions,
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
