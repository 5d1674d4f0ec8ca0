import { checkArgument } from "../arguments.ts";
import { type Model, requireModel } from "../model/model.ts";
import { autoencoderTask } from "../program/autoencoder-task.ts";
import { requireObjective } from "../program/objective.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { requireData } from "./fit-data.ts";
import { type FitData, type FitHooks, type FitResult, fitTask, hooksSchema } from "./fit-task.ts";
import { defaultObjective, defaultTraining, type TrainingOptions, trainingSchema } from "./options.ts";

export type { FitData, FitHooks, FitProgress, FitResult } from "./fit-task.ts";

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
  const splits = requireData(model, data, "fit");
  const given = checkArgument(trainingSchema, options, "fit", "options");
  const { objective, ...training } = { ...defaultTraining, objective: defaultObjective(model), ...given };
  requireObjective(model, objective, "fit", "options.objective");
  checkArgument(hooksSchema, hooks, "fit", "hooks");
  return fitTask(runtime, autoencoderTask(model, objective), splits, training, hooks, {
    call: "fit",
    rowsEach: objective.boundSamples ?? 1,
  });
}
