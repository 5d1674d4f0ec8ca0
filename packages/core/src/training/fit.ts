import type * as z from "zod";
import { callback, checkArgument, recordSchema } from "../arguments.ts";
import { UsageError } from "../errors.ts";
import { type Model, requireModel } from "../model/model.ts";
import { autoencoderTask } from "../program/autoencoder-task.ts";
import { requireObjective } from "../program/objective.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { requireClasses, requireData } from "./fit-data.ts";
import { fitTask, requireTrainable, type TaskHooks, taskHooks } from "./fit-task.ts";
import { defaultObjective, defaultTraining, type TrainingOptions, trainingSchema } from "./options.ts";
import { type PretrainingHooks, pretrain } from "./pretraining/pretrain.ts";
import { requirePretraining } from "./pretraining/require-pretraining.ts";
import { type FitData, type FitResult, interrupted, runEpochs } from "./run-epochs.ts";
import { beginningWeights, initialState } from "./state.ts";

/** Of a state before the first step, training begins with the pretraining, if any. */
export interface FitHooks extends TaskHooks, PretrainingHooks {}

const { from, initialWeights, ...ofEpochs } = taskHooks;
const hooksSchema: z.ZodType<FitHooks> = recordSchema<FitHooks>({
  ...{ from, initialWeights, onPretraining: callback(), onPretrained: callback() },
  ...ofEpochs,
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
  const splits = requireData(model, data, "fit");
  const given = checkArgument(trainingSchema, options, "fit", "options");
  const complete = { ...defaultTraining, objective: defaultObjective(model), ...given };
  requireObjective(model, complete.objective, "fit", "options.objective");
  checkArgument(hooksSchema, hooks, "fit", "hooks");
  const { objective, pretraining, ...training } = complete;
  const task = autoencoderTask(model, objective);
  requireClasses(task, splits, "fit", `: the halves of ${model.name} are told it`);
  const asked = { call: "fit", rowsEach: objective.boundSamples ?? 1 };
  if (pretraining !== undefined && hooks.initialWeights !== undefined) {
    throw new UsageError(
      "fit: options.pretraining and hooks.initialWeights are two beginnings: give one of them",
    );
  }
  requireTrainable(runtime, task, splits, training, hooks, asked);
  requirePretraining(model, complete, splits, runtime.memory);
  const begins = hooks.from === undefined || hooks.from.step === 0;
  if (!begins || pretraining === undefined) return fitTask(runtime, task, splits, training, hooks, asked);
  const seeded = beginningWeights(model, training.seed, splits.train);
  const weights = await pretrain(runtime, model, splits, complete, seeded, hooks);
  const from = initialState(model, training.seed, training.optimizer, splits.train, weights ?? seeded);
  return weights === undefined
    ? interrupted(model, from, training)
    : runEpochs(runtime, task, splits, training, from, hooks);
}
