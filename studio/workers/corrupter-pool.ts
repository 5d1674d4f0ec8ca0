import { type Corrupter, createCorrupter } from "../../src/inference/scorer.ts";
import type { Model } from "../../src/model/model.ts";
import type { Corruption, CorruptionKind } from "../../src/program/corruption.ts";
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
  const corrupterOf = (runtime: Runtime, model: Model, kind: CorruptionKind): Promise<Corrupter> => {
    const key = `${kind} ${model.imageSize}`;
    const corrupter = kept.get(key) ?? createCorrupter(runtime, model, kind);
    kept.set(key, corrupter);
    return corrupter;
  };
  return {
    corrupt: async (runtime, model, images, { kind, level }, places) => {
      const corrupter = await corrupterOf(runtime, model, kind);
      const size = model.imageSize;
      const seen = new Float32Array(images.length);
      for (const [row, place] of places.entries()) {
        const image = images.subarray(row * size, (row + 1) * size);
        seen.set(await corrupter.corrupt(image, level, place), row * size);
      }
      return seen;
    },
  };
}
