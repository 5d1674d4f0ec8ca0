import { greater, maximum, select } from "../graph/operators/selection.ts";
import { reduceSum } from "../graph/operators/shaping.ts";
import { scalar } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import type { OutputKind } from "../model/outputs/output-kind.ts";
import type { Loss } from "./losses/losses.ts";

/** What stands for what the decoder gives where a value does not count: with the target that the output makes of it, no loss has an error. */
const settled = 30;

/**
 * A loss over some values alone.
 * @param hidden float32 `[batch, sampleSize]`, 1 where a value counts and 0 elsewhere
 * @returns the loss summed over these values, and how many they are, 1 at least: scalars
 */
export function lossOfHidden(
  loss: Loss,
  output: OutputKind,
  { logits, target, hidden }: Readonly<Record<"logits" | "target" | "hidden", Value>>,
): { readonly sum: Value; readonly count: Value } {
  const counts = greater(hidden, scalar(0.5));
  const other = scalar(settled);
  return {
    sum: loss.sum(select(counts, logits, other), select(counts, target, output.apply(other))),
    count: maximum(reduceSum(hidden), scalar(1)),
  };
}
