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
import { requireTrainingMemory } from "../inference/memory.ts";
import { type Model, modelParameters, requireModel } from "../model/model.ts";
import { requireWeights, type Weights } from "../model/parameter.ts";
import { requireObjective } from "../program/objective.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { requireMonitored } from "./early-stopping.ts";
import { defaultObjective, defaultTraining, type TrainingOptions, trainingSchema } from "./options.ts";
import { type PretrainingHooks, pretrain } from "./pretraining/pretrain.ts";
import { requirePretraining } from "./pretraining/require-pretraining.ts";
import { type EpochHooks, type FitData, type FitResult, interrupted, runEpochs } from "./run-epochs.ts";
import { initialState, requireState, seededWeights, type TrainingState } from "./state.ts";

export interface FitHooks extends EpochHooks, PretrainingHooks {
  /** Continue from here instead of from new weights. A state before the first step begins with the pretraining, if any. */
  readonly from?: TrainingState;
  /**
   * Begin with these weights of the same model instead of seeded ones: with what it has learnt elsewhere, the statistics of its
   * layers and what its samples are standardised by included.
   */
  readonly initialWeights?: Weights;
}

/** Splits have a test part, which training leaves alone; the samples themselves are checked against the model. */
const samples = unchecked<unknown>();
const dataSchema = z.strictObject({ train: samples, validation: samples, test: samples });

const hooksSchema = recordSchema<FitHooks>({
  from: z.custom<TrainingState>().exactOptional(),
  initialWeights: z.custom<Weights>().exactOptional(),
  onPretraining: callback(),
  onPretrained: callback(),
  onProgress: callback(),
  onEpoch: callback(),
  signal: optionalSignal,
  stepsPerChunk: whole(1).exactOptional(),
  secondsPerChunk: real(0.001, 3600).exactOptional(),
  chunkLength: callback(),
});

/**
 * Trains a model, after its pretraining, if any. Options that are not given are those of {@link defaultTraining}. The weights depend on the model, the options, the images, initial weights
 * that are given and the runtime with its threads: not on how the steps are cut into chunks, nor on interruptions.
 * @throws UsageError where the validation loss is to be monitored and there are no validation images
 * @throws HourglassError on what is no runtime, model, option or hook, on images that do not fit the model, and on a state of another
 * training
 * @throws UsageError where the layers do not allow the pretraining, and where initial weights are given beside it
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
  requirePretraining(model, complete, splits, runtime.memory);
  if (hooks.from !== undefined) {
    requireState(model, hooks.from, splits.train.count, complete, "fit", "hooks.from");
  }
  if (hooks.initialWeights !== undefined) requireInitialWeights(model, hooks, complete);
  const begins = hooks.from === undefined || hooks.from.step === 0;
  if (!begins || complete.pretraining === undefined) {
    const from =
      hooks.from ??
      initialState(model, complete.seed, complete.optimizer, splits.train, hooks.initialWeights);
    return runEpochs(runtime, model, splits, complete, from, hooks);
  }
  const seeded = seededWeights(model, complete.seed, splits.train);
  const weights = await pretrain(runtime, model, splits, complete, seeded, hooks);
  const from = initialState(model, complete.seed, complete.optimizer, splits.train, weights ?? seeded);
  return weights === undefined
    ? interrupted(model, from, complete)
    : runEpochs(runtime, model, splits, complete, from, hooks);
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

function requireInitialWeights(
  model: Model,
  { from, initialWeights }: FitHooks,
  { pretraining }: TrainingOptions,
): void {
  if (from !== undefined) {
    throw new UsageError("fit: hooks.from and hooks.initialWeights are two beginnings: give one of them");
  }
  if (pretraining !== undefined) {
    throw new UsageError(
      "fit: options.pretraining and hooks.initialWeights are two beginnings: give one of them",
    );
  }
  requireWeights(modelParameters(model), initialWeights, "fit", "hooks.initialWeights");
}
