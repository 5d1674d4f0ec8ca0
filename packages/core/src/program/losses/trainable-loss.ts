import { multiply } from "../../graph/operators/arithmetic.ts";
import { withGradient } from "../../graph/operators/custom-gradient.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import type { Value } from "../../graph/value.ts";
import type { AnyValues } from "../../kinds/kind.ts";
import type { LossKind, LossPass } from "./loss-kind.ts";

/** A loss summed over the pixels of each image, `[batch]`, with the gradient that its slope gives, where it has one. */
export function trainableLoss(kind: LossKind, pass: LossPass<AnyValues>): Value {
  const { logits } = pass;
  const value = kind.ofImages(pass);
  const slope = kind.slope?.(pass);
  const column = [logits.shape[0] as number | string, 1];
  return slope === undefined
    ? value
    : withGradient(value, [logits], (gradient) => [multiply(slope, reshape(gradient, column))]);
}
