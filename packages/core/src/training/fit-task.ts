import * as z from "zod";
import { callback, type Fields, optionalSignal, real, recordSchema, whole } from "../arguments.ts";
import { valuesOf } from "../data/samples/samples.ts";
import { UsageError } from "../errors.ts";
import { requireTrainingMemory } from "../inference/memory.ts";
import { type Network, networkParameters } from "../model/network.ts";
import { requireWeights, type Weights } from "../model/parameter.ts";
import type { Task } from "../program/task.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { requireMonitored } from "./early-stopping.ts";
import type { TaskOptions } from "./options.ts";
import { type EpochHooks, type FitData, type FitResult, runEpochs } from "./run-epochs.ts";
import { initialState, requireState, type TrainingState } from "./state.ts";

/** What is told of the training of a task, and what it begins with. */
export interface TaskHooks extends EpochHooks {
  /** Continue from here instead of from new weights. */
  readonly from?: TrainingState;
  /**
   * Begin with these weights of the same model instead of seeded ones: with what it has learnt elsewhere, the statistics of its
   * layers and what its samples are standardised by included.
   */
  readonly initialWeights?: Weights;
}

export const taskHooks: Fields<TaskHooks> = {
  from: z.custom<TrainingState>().exactOptional(),
  initialWeights: z.custom<Weights>().exactOptional(),
  onProgress: callback(),
  onEpoch: callback(),
  signal: optionalSignal,
  stepsPerChunk: whole(1).exactOptional(),
  secondsPerChunk: real(0.001, 3600).exactOptional(),
  chunkLength: callback(),
};

export const hooksSchema: z.ZodType<TaskHooks> = recordSchema<TaskHooks>(taskHooks);

/** Who asks for a training, for messages, and how many rows of a batch a sample becomes, for the estimate of memory. */
interface Asked {
  readonly call: string;
  readonly rowsEach?: number;
}

/**
 * Looks at what a training would begin with.
 * @throws HourglassError on a state of another training, on initial weights of another model or beside a state, and where it would take too
 * much memory
 */
export function requireTrainable(
  runtime: Runtime,
  { network }: Task,
  data: FitData,
  options: TaskOptions,
  hooks: TaskHooks,
  { call, rowsEach = 1 }: Asked,
): void {
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
}

/** Trains any task on samples, options and hooks that were looked at. */
export async function fitTask(
  runtime: Runtime,
  task: Task,
  data: FitData,
  options: TaskOptions,
  hooks: TaskHooks,
  asked: Asked,
): Promise<FitResult> {
  requireTrainable(runtime, task, data, options, hooks, asked);
  const from =
    hooks.from ??
    initialState(task.network, options.seed, options.optimizer, data.train, hooks.initialWeights);
  return runEpochs(runtime, task, data, options, from, hooks);
}

function bytesOf({ train, validation }: FitData): number {
  return valuesOf(train).byteLength + (validation === undefined ? 0 : valuesOf(validation).byteLength);
}

function requireInitialWeights(network: Network, { from, initialWeights }: TaskHooks, call: string): void {
  if (from !== undefined) {
    throw new UsageError(`${call}: hooks.from and hooks.initialWeights are two beginnings: give one of them`);
  }
  requireWeights(networkParameters(network), initialWeights, call, "hooks.initialWeights");
}
