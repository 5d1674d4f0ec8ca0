import { takeImages } from "../../src/data/image-set.ts";
import { toBytes } from "../../src/evaluation/pictures.ts";
import type { Runtime } from "../../src/runtime/runtime.ts";
import type { CorrupterPool } from "./corrupter-pool.ts";
import type { Rebuilt } from "./explorer-api.ts";
import type { ExplorerModel } from "./explorer-model.ts";

/** What a model makes of some test images: of noisy ones, where it is trained to remove noise. */
export async function rebuild(
  runtime: Runtime,
  corrupters: CorrupterPool,
  explored: ExplorerModel,
  indices: readonly number[],
): Promise<Rebuilt> {
  const { images: originals, labels } = takeImages(explored.test, Int32Array.from(indices));
  const { corruption, model } = explored;
  const seen = corruption && (await corrupters.corrupt(runtime, model, originals, corruption, indices));
  const codes = await explored.encode(seen ?? originals);
  const outputs = await explored.decode(codes);
  return {
    indices,
    ...(labels === undefined ? {} : { labels: Array.from(labels) }),
    originals,
    ...(seen === undefined ? {} : { corrupted: toBytes(seen) }),
    reconstructions: toBytes(outputs),
    codes,
    sse: squaredErrors(outputs, originals, model.sampleSize),
  };
}

/** Summed over the pixels of each image: of `[N, imageSize]` values in [0, 1] against bytes. */
function squaredErrors(values: Float32Array, images: Uint8Array, imageSize: number): Float32Array {
  const sums = new Float32Array(images.length / imageSize);
  for (let row = 0; row < sums.length; row++) {
    let sum = 0;
    for (let at = row * imageSize; at < (row + 1) * imageSize; at++) {
      sum += (values[at]! - images[at]! / 255) ** 2;
    }
    sums[row] = sum;
  }
  return sums;
}
