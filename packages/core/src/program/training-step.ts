import { gradients } from "../graph/differentiate.ts";
import type { Value } from "../graph/value.ts";
import type { Noise } from "../model/noise.ts";
import type { Parameter } from "../model/parameter.ts";
import { clipGradients } from "./optimizers/clip.ts";
import type { Updated } from "./optimizers/optimizer-kind.ts";
import { type OptimizerOptions, optimizerOf } from "./optimizers/optimizers.ts";
import { readSamples } from "./samples.ts";
import type { Task } from "./task.ts";
import type { StateLayout } from "./trainer-state.ts";

/** What a step is given beside the state. */
export interface StepGiven {
  /** The samples of its batch: `[batch, sampleSize]` as sets have them, or `[batch, seenSize]` as the network sees them. */
  readonly samples: Value;
  readonly areSeen?: boolean;
  /** int32 `[batch]`, where the task has classes. */
  readonly labels?: Value;
  readonly noise: Noise;
  /** The share of all steps that were taken before: asked for only where a layer changes in the course of training. */
  readonly progress: () => Value;
  /** The optimiser's numbers: scalars. */
  readonly numbers: Readonly<Record<string, Value>>;
}

/** One step of a training: the objective on a batch, before the update, and the state after it. */
export function trainingStep(
  { network, values: ofTask }: Task,
  optimizer: OptimizerOptions,
  layout: StateLayout,
  carried: readonly Value[],
  { samples, areSeen, labels, noise, progress, numbers }: StepGiven,
): { readonly loss: Value; readonly next: readonly Value[] } {
  const { update } = optimizerOf(optimizer);
  const { blocks, parts, statistics, values } = layout.unpack(carried);
  const batch = {
    samples: areSeen ? samples : readSamples(network, values, samples),
    ...(labels === undefined ? {} : { labels }),
  };
  const updates = new Map<Parameter, Value>();
  const projections = new Map<Parameter, (moved: Value) => Value>();
  const { objective: loss } = ofTask(values, batch, noise, {
    noise,
    update: (statistic, next) => updates.set(statistic, next),
    project: (parameter, change) => projections.set(parameter, change),
    progress,
  });
  const slopes = layout.join(gradients(loss, parts));
  const held = optimizer.clipNorm === undefined ? slopes : clipGradients(slopes, optimizer.clipNorm);
  const moved = blocks.flatMap((state: Updated, index) => {
    const { parameter, slots } = update(state, held[index] as Value, numbers, optimizer);
    return [layout.project(index, parameter, projections), ...slots];
  });
  const kept = statistics.map(([statistic, before]) => updates.get(statistic) ?? before);
  return { loss, next: [...moved, ...kept] };
}
