import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { type SampleShape, seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import { type Program, toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { input } from "hourglass-core/internal/graph/operators/source.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import type { ParameterValues } from "hourglass-core/internal/model/model.ts";
import { tensorInputs } from "hourglass-core/internal/program/model-inputs.ts";
import { float32Result, type Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { rawValues } from "../measures/raw-values.ts";
import type { KeptTensor } from "./detector-score.ts";
import { filledUp } from "./filled-up.ts";

/**
 * A program of samples as models see them, without a model: `seen` float32 `[batch, seenSize]` to whatever is made of them.
 * @param make what, by name, `[batch]` or `[batch, values]` each, of `seen` and the tensors
 * @param tensors that are in it, by name
 */
export function seenProgram(
  shape: SampleShape,
  make: (seen: Value, tensors: ParameterValues) => ReadonlyMap<string, Value>,
  tensors: ReadonlyMap<string, KeptTensor> = new Map(),
): Program {
  const { plural } = kindOfSamples(shape);
  const seen = input("seen", { dtype: "float32", shape: ["batch", seenSize(shape)] });
  const given = tensorInputs([...tensors].map(([name, { shape: of }]) => ({ name, shape: of })));
  return {
    name: "seen",
    description: `What is computed of ${plural} without an autoencoder.`,
    inputs: [
      { value: seen, description: `${plural}, as models see them` },
      ...Array.from(given, ([name, value]) => ({ value, description: name })),
    ],
    outputs: [...make(seen, given)].map(([name, value]) => ({ name, value, description: name })),
    weights: new Map([...tensors].map(([name, { data }]) => [name, data])),
  };
}

/** Samples at once. */
const batchSize = 500;

/** Runs such a program on samples: what it makes of them, by name, one after the other. */
export async function throughProgram(
  runtime: Runtime,
  program: Program,
  seen: Samples,
  { signal, onProgress }: ProgressHooks = {},
): Promise<ReadonlyMap<string, Float32Array>> {
  const executable = await runtime.load(toOnnx(program));
  try {
    const found = new Map(
      program.outputs.map(({ name, value }) => {
        const [, columns = 1] = value.shape as readonly [string, number?];
        return [name, new Float32Array(seen.count * columns)] as const;
      }),
    );
    for (let start = 0; start < seen.count; start += batchSize) {
      signal?.throwIfAborted();
      const end = Math.min(start + batchSize, seen.count);
      const { rows, columns, data } = rawValues(sliceSamples(seen, start, end));
      const [filled, count] = filledUp(data, rows);
      const results = await executable.run({
        seen: { dtype: "float32", shape: [count, columns], data: filled as Float32Array },
      });
      for (const [name, values] of found) {
        const size = values.length / seen.count;
        values.set(float32Result(results, name).subarray(0, rows * size), start * size);
      }
      onProgress?.(end / seen.count);
    }
    return found;
  } finally {
    await executable.release();
  }
}
