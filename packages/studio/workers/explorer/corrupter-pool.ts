import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import { type Corrupter, createCorrupter } from "hourglass-core/internal/inference/scorer.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import type { Corruption } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";

/** A model with its weights. */
interface Seer {
  readonly model: Model;
  readonly weights: Weights;
}

/** Noise for single samples. Its programs are few and small, so they are kept. */
export interface CorrupterPool {
  /**
   * Samples with noise as a model sees them: images in [0, 1], others standardised.
   * @param samples `[N, sampleSize]`
   * @param places of each sample in its set: the same place has the same noise, whatever else is asked for with it
   */
  corrupt(
    runtime: Runtime,
    seer: Seer,
    samples: SampleValues,
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
    corrupt: async (runtime, { model, weights }, samples, corruption, places) => {
      const corrupter = await corrupterOf(runtime, model, corruption);
      const size = model.sampleSize;
      const sizeSeen = seenSize(model.sampleShape);
      const seen = new Float32Array(places.length * sizeSeen);
      for (const [row, place] of places.entries()) {
        const sample = samples.subarray(row * size, (row + 1) * size);
        seen.set(await corrupter.corrupt(weights, sample, corruption.level, place), row * sizeSeen);
      }
      return seen;
    },
  };
}
