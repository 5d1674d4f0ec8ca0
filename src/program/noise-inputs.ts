import { gather } from "../graph/operators/indexing.ts";
import { input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { type Noise, spreadNoise } from "../model/noise.ts";

/** An input of a program that wants random words. */
export interface NoiseInput {
  /** `noise.corruption`, for example. */
  readonly name: string;
  /** int32 words a step; for {@link noiseRows} one an image. */
  readonly count: number | "batch";
}

export const noiseRows = "noise.rows";

/** Noise of which the words are inputs of a program, and these inputs as far as they are used. */
export interface GivenNoise {
  readonly noise: Noise;
  readonly inputs: () => readonly { readonly value: Value; readonly description: string }[];
  readonly wanted: () => readonly NoiseInput[];
}

/** Noise for a program that does one thing: `noise.rows` int32 `[batch]`, and for each source int32 `[count]`. */
export function givenNoise(): GivenNoise {
  return collectNoise([], (value) => value);
}

/**
 * Noise for a loop over steps: every input has a first axis of steps.
 * @param iteration the number of the step in the loop
 */
export function givenNoiseOfSteps(iteration: Value): GivenNoise {
  return collectNoise(["steps"], (value) => gather(value, iteration));
}

function collectNoise(before: readonly string[], ofStep: (value: Value) => Value): GivenNoise {
  const inputs = new Map<string, Value>();
  const wanted: NoiseInput[] = [];
  const ask = (name: string, count: number | "batch"): Value => {
    const known = inputs.get(name);
    if (known !== undefined) return ofStep(known);
    const value = input(name, { dtype: "int32", shape: [...before, count] });
    inputs.set(name, value);
    wanted.push({ name, count });
    return ofStep(value);
  };
  return {
    noise: {
      bits: (source, width) =>
        spreadNoise((name, count) => ask(`noise.${name}`, count), ask(noiseRows, "batch")).bits(
          source,
          width,
        ),
    },
    inputs: () =>
      [...inputs].map(([name, value]) => ({
        value,
        description:
          name === noiseRows
            ? "random words, one an image, each used once"
            : `random words for ${name.slice("noise.".length)}, each used once`,
      })),
    wanted: () => wanted,
  };
}
