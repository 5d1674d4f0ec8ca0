import { divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { abs, relu } from "../../graph/operators/functions.ts";
import { cast } from "../../graph/operators/selection.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { sizeOf } from "../../graph/operators/slicing.ts";
import { scalar } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { type PenaltyKind, weight } from "./penalty-kind.ts";

/** The part of training over which the capacity rises. */
const risingPart = 0.5;

/**
 * Holds the divergence of the posteriors from the prior, mean over the batch, to a capacity in nats that rises from 0 to `nats` over
 * the first half of training: WEIGHT |KL - C| in the place of the divergence. Burgess and others, "Understanding disentangling in
 * beta-VAE", 2018, equation 8.
 */
export const capacity: PenaltyKind<"capacity", { readonly nats: number; readonly weight: number }> = {
  name: "capacity",
  title: "annealed capacity",
  asks: "posterior",
  replacesTerm: true,
  fields: {
    nats: {
      title: "capacity at the end in nats",
      placeholder: "NATS",
      minimum: 0,
      maximum: 10_000,
      first: 25,
    },
    weight: { ...weight, first: 100 },
  },
  label: "weight × |KL(q(z|x) ‖ p(z)) − capacity|",
  phrase: ({ nats, weight }) =>
    `${weight} times the distance of KL(q(z|x) || p(z)) in nats, summed over the code, mean over the batch, from a capacity ` +
    `that rises from 0 to ${nats} nats over the first half of training`,
  value: ({ term, progress, values: { nats, weight } }) => {
    const divergence = term as Value;
    const mean = divide(reduceSum(divergence), cast(sizeOf(divergence, 0), "float32"));
    return multiply(abs(subtract(mean, allowed(nats, progress))), weight);
  },
  changes: () => true,
  course: (word, epochs) =>
    `the capacity of the code (--penalty ${word}) rises until the middle of ${epochs}`,
};

/** The capacity when a share of the training is over; without one, that of its end. */
function allowed(nats: number, progress: (() => Value) | undefined): Value {
  if (progress === undefined) return scalar(nats);
  const left = relu(subtract(1, multiply(progress(), 1 / risingPart)));
  return multiply(subtract(1, left), nats);
}
