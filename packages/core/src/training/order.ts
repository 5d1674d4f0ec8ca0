import { createRandom, shuffle } from "../random/random.ts";

/** The order in which an epoch (from 1) takes `count` images: a seeded permutation, another for every epoch. */
export function epochOrder(seed: number, epoch: number, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  return shuffle(order, createRandom(seed, `order of epoch ${epoch}`));
}
