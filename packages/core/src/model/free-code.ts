import { activations } from "./activation.ts";
import type { ActivationKind } from "./activations/activation-kind.ts";
import { codeOf } from "./codes/codes.ts";
import type { Layer } from "./layer.ts";
import { isReshaping, makesSparse } from "./layers/layers.ts";
import type { Model } from "./model.ts";

// What else codes could be than what the encoder gives.

/** What gives the values of a code: the last layer of the encoder, but for those that lay them out anew. */
function givingLayer({ encoder }: Pick<Model, "encoder">): Layer | undefined {
  return encoder.findLast(({ kind }) => !isReshaping(kind));
}

/** What every value of a code is in: the range of the activation that gives it; `undefined` where it may be any number. */
export function codeRange(model: Pick<Model, "encoder">): ActivationKind["range"] {
  const { activation } = givingLayer(model) ?? {};
  return activation === undefined ? undefined : activations.of(activation).range;
}

/**
 * What codes are whose values may not be moved freely, in words: entries of a codebook or atoms (`vector-quantized ones`), and those of which
 * few values are kept (`those of a top-k layer`). `undefined` where each value may be any in {@link codeRange}.
 */
export function unfreeCode(model: Pick<Model, "code" | "encoder">): string | undefined {
  const { entries, dictionary, name } = codeOf(model);
  if (entries !== undefined || dictionary !== undefined) return `${name} ones`;
  const { kind } = givingLayer(model) ?? {};
  return kind !== undefined && makesSparse(kind) ? `those of a ${kind} layer` : undefined;
}
