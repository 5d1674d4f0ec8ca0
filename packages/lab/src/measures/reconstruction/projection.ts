import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { float32, float32Result, type Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { createProgress, type ProgressHooks } from "../../evaluation/progress.ts";
import { projectionProgram, rawTensor } from "./component-programs.ts";
import type { PrincipalComponents } from "./principal-components.ts";

/** The squared error of raw values projected on components, summed over the values of a sample, mean over the samples. */
export async function projectionError(
  runtime: Runtime,
  set: Samples,
  components: PrincipalComponents,
  hooks: ProgressHooks = {},
): Promise<number> {
  let sum = 0;
  await project(runtime, set, components, hooks, (errors) => {
    for (const error of errors) sum += error;
  });
  return sum / set.count;
}

/**
 * Projects raw values on components, a batch at a time.
 * @param take told of every batch in turn: the squared errors, summed over the values, and the coordinates `[batch, count]`
 */
export async function project(
  runtime: Runtime,
  set: Samples,
  { mean, components }: Pick<PrincipalComponents, "mean" | "components">,
  hooks: ProgressHooks,
  take: (errors: Float32Array, coordinates: Float32Array) => void,
): Promise<void> {
  const size = mean.length;
  const count = components.length / size;
  const executable = await runtime.load(toOnnx(projectionProgram(shapeOf(set), count)));
  const given = {
    mean: float32(Float32Array.from(mean)),
    components: float32(Float32Array.from(components), [count, size]),
  };
  try {
    for await (const batch of createProgress(set.count, hooks).batches(set)) {
      const results = await executable.run({ ...given, samples: rawTensor(batch) });
      take(float32Result(results, "sse"), float32Result(results, "coordinates"));
    }
  } finally {
    await executable.release();
  }
}
