import type { Table } from "../data/columns/columns.ts";
import { seeRows, unseeRows } from "../data/columns/see-rows.ts";
import type { ChannelStatistics } from "../data/samples/channel-statistics.ts";
import type { SampleValues } from "../data/samples/part.ts";
import { columnsSeen, type SampleShape, tableOf } from "../data/samples/shape.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { toPixels } from "./to-pixels.ts";

/** A model with its weights. */
interface Seer {
  readonly model: Pick<Model, "scaling" | "sampleShape">;
  readonly weights: Weights;
}

/**
 * `[N, sampleSize]` samples, as sets have them, as a model sees them, `[N, seenSize]`: pixels in [0, 1], numbers standardised by the
 * mean and the deviation that its weights have, words one-hot.
 */
export function seenValues(seer: Seer, values: SampleValues): Float32Array {
  if (values instanceof Uint8Array) return toPixels(values);
  return standardised(seer.model.sampleShape, values, scalingStatistics(seer));
}

/** What a model sees, as it is given samples: pixels in [0, 1], numbers in their own units, of words their places. */
export function unseen(seer: Seer, seen: Float32Array): Float32Array {
  const statistics = scalingStatistics(seer);
  const table = seenTable(seer.model.sampleShape);
  return table === undefined || statistics === undefined
    ? rescaled(seen, statistics, (value, mean, deviation) => value * deviation + mean)
    : unseeRows(table, seen, statistics);
}

/**
 * Numbers `[N, sampleSize]` of samples of a shape by the mean and the deviation of their channels, words one-hot: `[N, seenSize]`; as
 * they are where there are none.
 */
export function standardised(
  shape: SampleShape,
  values: Float32Array,
  statistics: ChannelStatistics | undefined,
): Float32Array {
  const table = seenTable(shape);
  if (table !== undefined && statistics !== undefined) return seeRows(table, values, statistics);
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

/** The columns of a table of which a value may be several that a model sees. */
function seenTable(shape: SampleShape): Table | undefined {
  return columnsSeen(shape) === undefined ? undefined : tableOf(shape);
}
