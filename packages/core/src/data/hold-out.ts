import { type Random, shuffle } from "../random/random.ts";
import type { Samples } from "./samples/sample-kinds.ts";
import { takeSamples } from "./samples/samples.ts";

/** Holds out `count` samples drawn at random. Both parts are copies in the order of the whole. */
export function holdOut<S extends Samples>(
  set: S,
  count: number,
  random: Random,
): { readonly rest: S; readonly heldOut: S } {
  const order = shuffle(
    Int32Array.from({ length: set.count }, (_, index) => index),
    random,
  );
  return {
    rest: takeSamples(set, order.subarray(count).sort()),
    heldOut: takeSamples(set, order.subarray(0, count).sort()),
  };
}
