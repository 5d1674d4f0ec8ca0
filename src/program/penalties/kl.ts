import { z } from "zod";
import { real } from "../arguments.ts";
import { add, divide, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { abs, log } from "../graph/operators/functions.ts";
import { cast, clip } from "../graph/operators/selection.ts";
import { reduceSum } from "../graph/operators/shaping.ts";
import { sizeOf } from "../graph/operators/slicing.ts";
import type { Value } from "../graph/value.ts";

/** A penalty that makes codes sparse. */
export type Sparsity =
  | { readonly kind: "l1"; readonly weight: number }
  /** For codes in (0, 1). */
  | { readonly kind: "kl"; readonly target: number; readonly weight: number };

const weight = real(0, 1e6);

export const sparsitySchema: z.ZodType<Sparsity> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("l1"), weight }),
  z.strictObject({ kind: z.literal("kl"), target: real(1e-6, 1 - 1e-6), weight }),
]);

/** The penalty in words, with its scaling. */
export function describeSparsity(sparsity: Sparsity): string {
  return sparsity.kind === "l1"
    ? `${sparsity.weight} times the L1 norm of the code, mean over images`
    : `${sparsity.weight} times the sum over the units of KL(${sparsity.target} || mean activity over the batch), in nats`;
}

/** What is added to the objective for a batch of codes: a scalar, with its weight. */
export function sparsityPenalty(sparsity: Sparsity, codes: Value): Value {
  const count = cast(sizeOf(codes, 0), codes.dtype);
  if (sparsity.kind === "l1") return multiply(divide(reduceSum(abs(codes)), count), sparsity.weight);
  return multiply(activityDivergence(divide(reduceSum(codes, [0]), count), sparsity.target), sparsity.weight);
}

/** A unit that is silent, or always on, in a whole batch would make the divergence infinite. */
const smallestActivity = 1e-6;

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
