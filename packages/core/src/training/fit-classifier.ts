import { checkArgument } from "../arguments.ts";
import { type Classifier, requireClassifier } from "../model/classifier.ts";
import { classifierTask } from "../program/classifier-task.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { requireClasses, requireData } from "./fit-data.ts";
import { fitTask, hooksSchema, type TaskHooks } from "./fit-task.ts";
import { defaultTraining, type TaskOptions, taskSchema } from "./options.ts";
import type { FitData, FitResult } from "./run-epochs.ts";

/**
 * Trains a classifier on samples with labels, by the engine of `fit` and with its promises: the same options, chunks and
 * interruptions give the same bits. `hooks.initialWeights` are those of the encoder that was learnt and of a head that begins; the
 * history has the cross-entropy in nats as the loss, and the accuracy on the validation samples.
 * @throws UsageError where the validation loss is to be monitored and there are no validation samples
 * @throws HourglassError on what is no runtime, classifier, option or hook, on samples that do not fit, or without labels, and on a state
 * of another training
 * @throws DivergedError naming the epoch and the step at which the loss was not finite
 */
export async function fitClassifier(
  runtime: Runtime,
  classifier: Classifier,
  data: FitData,
  options: Partial<TaskOptions> = {},
  hooks: TaskHooks = {},
): Promise<FitResult> {
  const call = "fitClassifier";
  requireRuntime(runtime, call);
  requireClassifier(classifier, call);
  const splits = requireData(classifier, data, call);
  requireClasses(classifier, splits, call);
  const { objective: _, ...defaults } = defaultTraining;
  const training = { ...defaults, ...checkArgument(taskSchema, options, call, "options") };
  checkArgument(hooksSchema, hooks, call, "hooks");
  return fitTask(runtime, classifierTask(classifier), splits, training, hooks, { call });
}
