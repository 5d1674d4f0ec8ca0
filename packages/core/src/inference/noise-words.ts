import type { NoiseInput } from "../program/noise-inputs.ts";
import { createRandom } from "../random/random.ts";
import { int32, type Tensors } from "../runtime/runtime.ts";

/**
 * The random words that a program asks for in one step, drawn from a sequence for each of its inputs.
 * @param occasion what the words are for: the same occasion and seed give the same words
 */
export function noiseWords(
  requests: readonly NoiseInput[],
  seed: number,
  occasion: string,
  batchSize: number,
): Tensors {
  return Object.fromEntries(
    requests.map(({ name, count }) => {
      const words = new Int32Array(count === "batch" ? batchSize : count);
      drawWords(words, seed, name, occasion);
      return [name, int32(words)];
    }),
  );
}

/** The random words of several steps, each from a sequence of its own, so that chunks leave no trace. */
export function noiseWordsOfSteps(
  requests: readonly NoiseInput[],
  seed: number,
  occasions: readonly string[],
  batchSize: number,
): Tensors {
  return Object.fromEntries(
    requests.map(({ name, count }) => {
      const width = count === "batch" ? batchSize : count;
      const words = new Int32Array(occasions.length * width);
      occasions.forEach((occasion, step) => {
        drawWords(words.subarray(step * width, (step + 1) * width), seed, name, occasion);
      });
      return [name, int32(words, [occasions.length, width])];
    }),
  );
}

function drawWords(words: Int32Array, seed: number, name: string, occasion: string): void {
  const random = createRandom(seed, `${name}, ${occasion}`);
  for (let index = 0; index < words.length; index++) words[index] = random.uint32();
}
