import type { ChannelStatistics } from "../data/samples/channel-statistics.ts";
import type { SampleValues } from "../data/samples/part.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { toPixels } from "./to-pixels.ts";

/** A model with its weights. */
interface Seer {
  readonly model: Pick<Model, "scaling">;
  readonly weights: Weights;
}

/**
 * `[N, sampleSize]` samples, as sets have them, as a model sees them: pixels in [0, 1], or numbers standardised by the mean and the
 * deviation that its weights have.
 */
export function seenValues(seer: Seer, values: SampleValues): Float32Array {
  if (values instanceof Uint8Array) return toPixels(values);
  return standardised(values, scalingStatistics(seer));
}

/** What a model sees, as it is given samples: pixels in [0, 1], or numbers in their own units. */
export function unseen(seer: Seer, seen: Float32Array): Float32Array {
  return rescaled(seen, scalingStatistics(seer), (value, mean, deviation) => value * deviation + mean);
}

/** Numbers `[N, sampleSize]` by the mean and the deviation of their channels; as they are where there are none. */
export function standardised(values: Float32Array, statistics: ChannelStatistics | undefined): Float32Array {
  return rescaled(values, statistics, (value, mean, deviation) => (value - mean) / deviation);
}

/** By what a model standardises samples, as its weights have it; `undefined` where it does not. */
export function scalingStatistics({ model: { scaling }, weights }: Seer): ChannelStatistics | undefined {
  const mean = scaling && weights.get(scaling.mean.name);
  const deviation = scaling && weights.get(scaling.deviation.name);
  return mean === undefined || deviation === undefined ? undefined : { mean, deviation };
}

function rescaled(
  values: Float32Array,
  statistics: ChannelStatistics | undefined,
  rescale: (value: number, mean: number, deviation: number) => number,
): Float32Array {
  if (statistics === undefined) return values;
  const { mean, deviation } = statistics;
  const channels = mean.length;
  return values.map((value, at) => rescale(value, mean[at % channels]!, deviation[at % channels]!));
}
