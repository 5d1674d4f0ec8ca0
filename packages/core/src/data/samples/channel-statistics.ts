import { spreadOfColumn, usableSpread } from "../columns/column-statistics.ts";
import type { Table } from "../columns/columns.ts";
import { kindOfSamples, type Samples } from "./sample-kinds.ts";
import { shapeOf, valuesOf } from "./samples.ts";
import { channelsOf, tableOf } from "./shape.ts";

/** Of each channel of samples, over all samples and places: `[channels]`. */
export interface ChannelStatistics {
  readonly mean: Float32Array;
  /** The population standard deviation; 1 where a channel does not vary, so that it can be divided by. */
  readonly deviation: Float32Array;
}

/** Mean and deviation of each channel, in float64: of a row, of each column; of a table by the scale of each. */
export function channelStatistics(set: Samples): ChannelStatistics {
  const values = valuesOf(set);
  const table = tableOf(set);
  if (table !== undefined) return columnStatistics(table, values as Float32Array);
  const channels = channelsOf(shapeOf(set));
  const perChannel = values.length / channels;
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let at = 0; at < values.length; at++)
    mean[at % channels] = (mean[at % channels] as number) + (values[at] as number);
  for (let channel = 0; channel < channels; channel++) mean[channel] = (mean[channel] as number) / perChannel;
  for (let at = 0; at < values.length; at++) {
    const error = (values[at] as number) - (mean[at % channels] as number);
    squares[at % channels] = (squares[at % channels] as number) + error * error;
  }
  const deviation = squares.map((sum, channel) =>
    usableSpread(Math.sqrt(sum / perChannel), mean[channel] as number),
  );
  return { mean: Float32Array.from(mean), deviation: Float32Array.from(deviation) };
}

/** Of each column of a table's rows: centre and spread by its own scale. */
function columnStatistics(table: Table, rows: Float32Array): ChannelStatistics {
  const spreads = table.map((_column, place) => spreadOfColumn(table, rows, place));
  return {
    mean: Float32Array.from(spreads, ({ centre }) => centre),
    deviation: Float32Array.from(spreads, ({ spread }) => spread),
  };
}

/** By which numbers of samples are drawn alike; `undefined` for samples that are bounded, which are drawn as they are. */
export function drawingStatistics(train: Samples): ChannelStatistics | undefined {
  return kindOfSamples(train).bounded ? undefined : channelStatistics(train);
}
