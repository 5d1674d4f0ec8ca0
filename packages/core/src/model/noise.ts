import { add, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { abs, cos, log, sin, sqrt } from "../graph/operators/functions.ts";
import { cast, greater } from "../graph/operators/selection.ts";
import { reshape } from "../graph/operators/shaping.ts";
import { concat, slice } from "../graph/operators/slicing.ts";
import type { Value } from "../graph/value.ts";

/**
 * Random words for the images of a batch, in a graph. All of them follow from words that are given to the program for
 * each step, so that they do not depend on how steps are cut into chunks.
 */
export interface Noise {
  /**
   * int32 `[batch, width]`, uniform over all words; `source` is unique in its program, and says what the words are for. Times 2^-32,
   * plus 0.5, they are uniform over [0, 1].
   */
  readonly bits: (source: string, width: number) => Value;
}

/**
 * Spreads a word for each row and two for each column over a matrix: column j of row i is a_j r_i + b_j modulo 2^32,
 * the universal hashing of Carter and Wegman ("Universal classes of hash functions", 1979). With random a and b the
 * words of a row (the pixels of an image) are independent of each other; those of a column (a pixel of two images) are
 * pairwise independent but for as many of their last bits as the difference of the two r ends in zeros. A product and a
 * sum a word: a mixing hash would take ten.
 * @param words int32 `[count]` random words for a source
 * @param rows int32 `[batch]` random words, one an image
 */
export function spreadNoise(words: (source: string, count: number) => Value, rows: Value): Noise {
  const [batch] = rows.shape;
  const column = reshape(rows, [batch as string, 1]);
  return {
    bits: (source, width) => {
      const both = words(source, 2 * width);
      return add(multiply(column, slice(both, 0, 0, width)), slice(both, 0, width, 2 * width));
    },
  };
}

/** Words of 32 bits to float32 numbers, uniform over [0, 1]. */
export function toUniform(bits: Value): Value {
  return add(multiply(cast(bits, "float32"), 2 ** -32), 0.5);
}

/**
 * bool of the shape of `bits`: true with probability `p`.
 * @param p float32 scalar in [0, 0.99]
 */
export function bernoulli(bits: Value, p: Value): Value {
  return greater(cast(multiply(subtract(p, 0.5), 2 ** 32), "int32"), bits);
}

/** float32 `[batch, width]` from the standard normal distribution: Box and Muller, 1958, equation 1. */
export function normal(noise: Noise, source: string, width: number): Value {
  const half = Math.ceil(width / 2);
  // The magnitude of a signed word is uniform over [0, 1] with all its digits near 0, where the logarithm needs them.
  const magnitude = multiply(abs(cast(noise.bits(`${source}.radius`, half), "float32")), 2 ** -31);
  const radius = sqrt(multiply(log(add(magnitude, 2 ** -33)), -2));
  const angle = multiply(cast(noise.bits(`${source}.angle`, half), "float32"), Math.PI * 2 ** -31);
  const both = concat([multiply(radius, cos(angle)), multiply(radius, sin(angle))], 1);
  return 2 * half === width ? both : slice(both, 1, 0, width);
}
