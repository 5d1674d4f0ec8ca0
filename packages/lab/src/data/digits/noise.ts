import type { Random } from "hourglass-core/internal/random/random.ts";

/**
 * A bell-shaped number of mean 0 and standard deviation 1, within ±2√3: the sum of four uniform numbers (the
 * Irwin-Hall distribution). A true normal number needs a logarithm and a cosine, whose last bits the language
 * leaves to the engine; this one is the same everywhere.
 */
export function bell(random: Random): number {
  const first = random.uint32();
  const second = random.uint32();
  const sum = (first >>> 16) + (first & 0xffff) + (second >>> 16) + (second & 0xffff);
  return (sum - 131070) * (Math.sqrt(3) / 65536);
}

/** A number, uniform over [-1, 1). */
export function spread(random: Random): number {
  return random.uint32() / 0x80000000 - 1;
}

/** `bell` with its upper tail stretched and its lower one shortened, for what cannot fall below nought. */
export function skewedBell(random: Random, mean: number, deviation: number): number {
  const z = bell(random);
  return mean + deviation * (z + 0.06 * (z * z - 1));
}
