import type { ImageSet } from "../../data/image-set.ts";
import { createProgress, type ProgressHooks } from "../../evaluation/progress.ts";
import { toOnnx } from "../../graph/onnx/serialise.ts";
import { float32, float32Result, type Runtime, uint8 } from "../../runtime/runtime.ts";
import { projectionProgram } from "./pixel-programs.ts";
import type { PrincipalComponents } from "./principal-components.ts";

/** The squared error of images projected on components, summed over the pixels, mean over the images. */
export async function projectionError(
  runtime: Runtime,
  set: ImageSet,
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
 * Projects images on components, a batch at a time.
 * @param take told of every batch in turn: the squared errors, summed over the pixels, and the coordinates `[images, count]`
 */
export async function project(
  runtime: Runtime,
  set: ImageSet,
  { mean, components }: Pick<PrincipalComponents, "mean" | "components">,
  hooks: ProgressHooks,
  take: (errors: Float32Array, coordinates: Float32Array) => void,
): Promise<void> {
  const size = mean.length;
  const count = components.length / size;
  const executable = await runtime.load(toOnnx(projectionProgram(size, count)));
  const given = {
    mean: float32(Float32Array.from(mean)),
    components: float32(Float32Array.from(components), [count, size]),
  };
  try {
    for await (const batch of createProgress(set.count, hooks).batches(set)) {
      const results = await executable.run({ ...given, images: uint8(batch.images, [batch.count, size]) });
      take(float32Result(results, "sse"), float32Result(results, "coordinates"));
    }
  } finally {
    await executable.release();
  }
}
