import type { Samples } from "../data/samples/sample-kinds.ts";
import { valuesOf } from "../data/samples/samples.ts";
import { labelTensors } from "../inference/label-tensors.ts";
import { sampleTensors } from "../inference/sample-tensors.ts";
import type { OptimizerOptions } from "../program/optimizers/optimizers.ts";
import type { Task } from "../program/task.ts";
import type { Runtime, Tensors } from "../runtime/runtime.ts";
import { keptStepper } from "./kept-stepper.ts";
import { loopedStepper } from "./looped-stepper.ts";
import type { Stepper } from "./stepper.ts";

/** All samples that are trained on, and their labels where the task has classes, as training programs are given them. */
export function trainingTensors(task: Task, train: Samples): Tensors {
  return {
    ...sampleTensors(task.network, valuesOf(train), train.count),
    ...labelTensors(task, train.labels),
  };
}

/**
 * The stepper that a runtime is fastest with: where results can stay on a device, steps leave them there.
 * @param data {@link trainingTensors}
 */
export function createStepper(
  runtime: Runtime,
  task: Task,
  optimizer: OptimizerOptions,
  data: Tensors,
): Promise<Stepper> {
  const { keeping } = runtime;
  const precision = runtime.lacksFloat64 ? "float32" : "float64";
  return keeping === undefined
    ? loopedStepper(runtime, task, optimizer, data, precision)
    : keptStepper(keeping, task, optimizer, data, precision);
}
