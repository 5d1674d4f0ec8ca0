import type { ProgramInput, ProgramOutput } from "../graph/onnx/serialise.ts";
import { input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import type { TrainingPass } from "../model/layer.ts";
import type { ParameterValues } from "../model/model.ts";
import type { Network } from "../model/network.ts";
import type { Noise } from "../model/noise.ts";
import type { Weights } from "../model/parameter.ts";

/** What a task is given of some samples. */
export interface TaskBatch {
  /** `[batch, sampleSize]`, as the network sees them. */
  readonly samples: Value;
  /** int32 `[batch]`: the class of each; given where the task has classes. */
  readonly labels?: Value;
}

/** What a batch is worth: float32 scalars. */
export interface TaskValues {
  /** What training minimises. */
  readonly objective: Value;
  /** What is measured beside it on samples that are not trained on, mean over them. */
  readonly measured: readonly ProgramOutput[];
}

/** What is trained: layers, and what they are to become good at. */
export interface Task {
  readonly network: Network;
  /** For people: `vanilla autoencoder`. */
  readonly title: string;
  /** The objective in words, with its scaling. */
  readonly objective: string;
  /** How many classes samples are of; given where the task must be told the class of each. */
  readonly classes?: number;
  /**
   * Given where the network has units of which few are to be active for a sample: how many of them none of the last samples of training made active.
   * @param samples how many were the last ones
   */
  deadUnits?(weights: Weights, samples: number): number;
  /** @param training while training; without, layers are used as they were learnt */
  values(parameters: ParameterValues, batch: TaskBatch, noise: Noise, training?: TrainingPass): TaskValues;
}

/**
 * The classes of samples as a program is given them, int32 `[rows]`; none where the task has none.
 * @param rows the name of the axis
 */
export function labelInputs({ classes }: Task, rows: string): readonly ProgramInput[] {
  if (classes === undefined) return [];
  return [
    {
      value: input("labels", { dtype: "int32", shape: [rows] }),
      description: `the class of each of them, 0 to ${classes - 1}`,
    },
  ];
}
