import type { Samples } from "../../data/samples/sample-kinds.ts";
import { valuesOf } from "../../data/samples/samples.ts";
import { requireTrainingMemory } from "../../inference/memory.ts";
import type { Model } from "../../model/model.ts";
import { type Objective, requireObjective } from "../../program/objective.ts";
import type { MemoryLimit } from "../../runtime/memory.ts";
import { type Pretraining, pretrainedParts } from "./pretrainings.ts";

/** What a pretraining depends on of what is trained afterwards. */
interface Whole {
  readonly objective: Objective;
  readonly batchSize: number;
  readonly pretraining?: Pretraining;
}

/**
 * A pretraining that was asked for, if any.
 * @param limit what it may take
 * @throws UsageError where the layers, or the objective, do not allow it
 * @throws HourglassError, with an estimate, where it would take too much memory
 */
export function requirePretraining(
  model: Model,
  { objective, batchSize, pretraining }: Whole,
  { train, validation }: { readonly train: Samples; readonly validation?: Samples },
  limit: MemoryLimit | undefined,
): void {
  if (pretraining === undefined) return;
  const count = train.count + (validation?.count ?? 0);
  const bytes = valuesOf(train).byteLength + (validation === undefined ? 0 : valuesOf(validation).byteLength);
  for (const [index, part] of pretrainedParts(model, objective, pretraining).entries()) {
    requireObjective(part.model, part.objective, "pretrain", part.name);
    // Beside the samples there are the codes that the part takes, and those that the next one will.
    const codes = 4 * count * (part.model.latentSize + (index === 0 ? 0 : part.model.sampleSize));
    requireTrainingMemory(part.model, Math.min(batchSize, train.count), bytes + codes, limit);
  }
}
