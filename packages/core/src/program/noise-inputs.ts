import type { Program, ProgramInput } from "../graph/onnx/serialise.ts";
import { gather } from "../graph/operators/indexing.ts";
import { input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { type Noise, spreadNoise } from "../model/noise.ts";

/** An input of a program that asks for random words. */
export interface NoiseInput {
  /** `noise.corruption`, for example. */
  readonly name: string;
  /** int32 words a step; for {@link noiseRows} one an image. */
  readonly count: number | "batch";
}

/** A program and the random words that it asks for. */
export interface NoisyProgram extends Program {
  readonly noise: readonly NoiseInput[];
}

export const noiseRows = "noise.rows";

/** The inputs that noise has asked for so far. */
interface NoiseInputs {
  readonly inputs: () => readonly ProgramInput[];
  readonly requests: () => readonly NoiseInput[];
}

/** Noise for a program that does one thing: `noise.rows` int32 `[batch]`, and for each source int32 `[count]`. */
export function givenNoise(): NoiseInputs & { readonly noise: Noise } {
  const { noise, ...inputs } = noiseInputs([]);
  return { ...inputs, noise: noise((value) => value) };
}

/** Noise for a loop over steps: every input has a first axis of steps, of which a step takes its row. */
export function noiseOfSteps(): NoiseInputs & { readonly at: (iteration: Value) => Noise } {
  const { noise, ...inputs } = noiseInputs(["steps"]);
  return { ...inputs, at: (iteration) => noise((value) => gather(value, iteration)) };
}

/** @param before the axes of every input before those that noise asks for */
function noiseInputs(
  before: readonly string[],
): NoiseInputs & { readonly noise: (take: (value: Value) => Value) => Noise } {
  const known = new Map<string, { readonly value: Value; readonly count: number | "batch" }>();
  const ask = (name: string, count: number | "batch"): Value => {
    const found = known.get(name) ?? {
      value: input(name, { dtype: "int32", shape: [...before, count] }),
      count,
    };
    known.set(name, found);
    return found.value;
  };
  return {
    noise: (take) => ({
      bits: (source, width) =>
        spreadNoise((name, count) => take(ask(`noise.${name}`, count)), take(ask(noiseRows, "batch"))).bits(
          source,
          width,
        ),
    }),
    inputs: () =>
      [...known].map(([name, { value }]) => ({
        value,
        description:
          name === noiseRows
            ? "random words, one an image, each used once"
            : `random words for ${name.slice("noise.".length)}, each used once`,
      })),
    requests: () => [...known].map(([name, { count }]) => ({ name, count })),
  };
}
