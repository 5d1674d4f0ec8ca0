import type { ProgramOutput } from "../graph/onnx/serialise.ts";
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
  readonly classes?: number | undefined;
  /**
   * Given where the network has units of which few are to be active for a sample: how many of them none of the last samples of training made active.
   * @param samples how many were the last ones
   */
  deadUnits?(weights: Weights, samples: number): number;
  /** @param training while training; without, layers are used as they were learnt */
  values(parameters: ParameterValues, batch: TaskBatch, noise: Noise, training?: TrainingPass): TaskValues;
}
