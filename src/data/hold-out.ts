import { type Random, shuffle } from "../random/random.ts";
import { type ImageSet, takeImages } from "./image-set.ts";

/** Holds out `count` images drawn at random. Both parts are copies in the order of the whole. */
export function holdOut(
  set: ImageSet,
  count: number,
  random: Random,
): { readonly rest: ImageSet; readonly heldOut: ImageSet } {
  const order = shuffle(
    Int32Array.from({ length: set.count }, (_, index) => index),
    random,
  );
  return {
    rest: takeImages(set, order.subarray(count).sort()),
    heldOut: takeImages(set, order.subarray(0, count).sort()),
  };
}
