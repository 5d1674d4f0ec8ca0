import { type Corrupter, createCorrupter } from "../../src/inference/scorer.ts";
import type { Model } from "../../src/model/model.ts";
import type { Corruption } from "../../src/program/corruptions/corruptions.ts";
import type { Runtime } from "../../src/runtime/runtime.ts";

/** Noise for single images. Its programs are few and small, so they are kept. */
export interface CorrupterPool {
  /**
   * Images with noise, as float32 in [0, 1].
   * @param images `[N, imageSize]` bytes
   * @param places of each image in its set: the same place has the same noise, whatever else is asked for with it
   */
  corrupt(
    runtime: Runtime,
    model: Model,
    images: Uint8Array,
    corruption: Corruption,
    places: readonly number[],
  ): Promise<Float32Array>;
}

export function createCorrupterPool(): CorrupterPool {
  const kept = new Map<string, Promise<Corrupter>>();
  const corrupterOf = (runtime: Runtime, model: Model, corruption: Corruption): Promise<Corrupter> => {
    const key = JSON.stringify([{ ...corruption, level: 0 }, model.sampleShape]);
    const corrupter = kept.get(key) ?? createCorrupter(runtime, model, corruption);
    kept.set(key, corrupter);
    return corrupter;
  };
  return {
    corrupt: async (runtime, { model, weights }, images, corruption, places) => {
      const corrupter = await corrupterOf(runtime, model, corruption);
      const size = model.sampleSize;
      const seen = new Float32Array(images.length);
      for (const [row, place] of places.entries()) {
        const image = images.subarray(row * size, (row + 1) * size);
        seen.set(await corrupter.corrupt(weights, image, corruption.level, place), row * size);
      }
      return seen;
    },
  };
}
