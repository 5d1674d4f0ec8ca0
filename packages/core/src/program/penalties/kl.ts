import { add, divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { log } from "../../graph/operators/functions.ts";
import { cast, clip } from "../../graph/operators/selection.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { sizeOf } from "../../graph/operators/slicing.ts";
import type { Value } from "../../graph/value.ts";
import { type PenaltyKind, weight } from "./penalty-kind.ts";

/** A unit that is silent, or always on, in a whole batch would make the divergence infinite. */
const smallestActivity = 1e-6;

/** The divergence of the mean activity of each unit from a target, for codes in (0, 1). */
export const kl: PenaltyKind<"kl", { readonly target: number; readonly weight: number }> = {
  name: "kl",
  title: "KL penalty",
  makesSparse: true,
  fields: {
    target: {
      title: "target activity",
      placeholder: "TARGET",
      minimum: smallestActivity,
      maximum: 1 - smallestActivity,
      first: 0.05,
    },
    weight,
  },
  codeActivation: "sigmoid",
  needsActivation: { name: "sigmoid", reason: "kl compares mean activities in (0, 1)" },
  label: "weight × KL(target ‖ mean activity)",
  phrase: ({ target, weight }) =>
    `${weight} times the sum over the units of KL(${target} || mean activity over the batch), in nats`,
  value: ({ codes, values: { target, weight } }) => {
    const count = cast(sizeOf(codes, 0), codes.dtype);
    return multiply(activityDivergence(divide(reduceSum(codes, [0]), count), target), weight);
  },
  activity: ({ target }) => target,
};

/**
 * The sum over units of KL(target || activity), the divergence of two coins: Ng, "Sparse autoencoder", CS294A lecture
 * notes, 2011, section 3.
 * @param activity `[units]`, the mean of each unit over a batch
 */
function activityDivergence(activity: Value, target: number): Value {
  const held = clip(activity, smallestActivity, 1 - smallestActivity);
  const entropy = target * Math.log(target) + (1 - target) * Math.log(1 - target);
  const cross = add(multiply(log(held), target), multiply(log(subtract(1, held)), 1 - target));
  return reduceSum(subtract(entropy, cross));
}
