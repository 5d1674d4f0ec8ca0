import type { z } from "zod";
import { type AnyValues, type Choice, valuesOf } from "../../kinds/kind.ts";
import { choiceSchema } from "../../kinds/schema.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import type { Layer } from "../../model/layer.ts";
import type { Model } from "../../model/model.ts";
import type { Objective } from "../../program/objective.ts";
import { layers } from "./layers.ts";
import type { PretrainedPart, PretrainingKind, PretrainingOf } from "./pretraining-kind.ts";

/** The ways to find initial weights by training parts of an autoencoder. */
export const pretrainings: KindTable<PretrainingKind> = kindTable<PretrainingKind>("pretraining", [layers]);

/** How initial weights are found before the whole is trained. */
export type Pretraining = PretrainingOf<typeof layers>;

export const pretrainingSchema: z.ZodType<Pretraining> = choiceSchema(pretrainings);

/**
 * The parts that are trained before the whole, in their order.
 * @param objective that of the whole
 * @throws UsageError where the layers, or the objective, do not allow it
 */
export function pretrainedParts(
  model: Model,
  objective: Objective,
  pretraining: Pretraining,
): readonly PretrainedPart[] {
  const { kind, values } = taken(pretraining);
  return kind.parts(model, objective, values);
}

/** As a report explains it: a sentence without its full stop. @param objective that of the whole */
export function pretrainingSentence(pretraining: Pretraining, objective: Objective): string {
  const { kind, values } = taken(pretraining);
  return kind.sentence(objective, values);
}

/** About how many epochs of the whole take as long as its pretraining, by the multiply-adds of layers; 0 without any. */
export function epochsOfPretraining(
  model: Model,
  { objective, pretraining }: { readonly objective: Objective; readonly pretraining?: Pretraining },
): number {
  if (pretraining === undefined) return 0;
  const parts = pretrainedParts(model, objective, pretraining);
  return parts.reduce((sum, part) => sum + workOf(part), 0) / multiplyAdds(model);
}

/** Multiply-adds of a part for one sample, over its epochs, forward. */
export function workOf({ model, epochs }: PretrainedPart): number {
  return epochs * multiplyAdds(model);
}

function multiplyAdds({ encoder, decoder }: Model): number {
  return [...encoder, ...decoder].reduce((sum, layer: Layer) => sum + layer.multiplyAdds, 0);
}

function taken(pretraining: Pretraining): {
  readonly kind: PretrainingKind;
  readonly values: AnyValues;
} {
  const choice: Choice = pretraining;
  return { kind: pretrainings.of(choice.kind), values: valuesOf(choice) };
}
