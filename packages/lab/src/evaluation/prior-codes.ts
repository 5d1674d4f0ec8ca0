import { createRandom } from "hourglass-core/internal/random/random.ts";

/** `[count, latentSize]` codes drawn from the standard normal prior, the same for the same seed and occasion. */
export function priorCodes(
  { latentSize }: { readonly latentSize: number },
  count: number,
  seed: number,
  occasion: string,
): Float32Array {
  const random = createRandom(seed, occasion);
  return Float32Array.from({ length: count * latentSize }, () => random.normal());
}
