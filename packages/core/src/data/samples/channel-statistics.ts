import { kindOfSamples, type Samples } from "./sample-kinds.ts";
import { shapeOf, valuesOf } from "./samples.ts";
import { channelsOf } from "./shape.ts";

/** Of each channel of samples, over all samples and places: `[channels]`. */
export interface ChannelStatistics {
  readonly mean: Float32Array;
  /** The population standard deviation; 1 where a channel does not vary, so that it can be divided by. */
  readonly deviation: Float32Array;
}

/** A deviation that is smaller against the mean is the rounding of float32. */
const smallestVariation = 1e-7;

/** Mean and deviation of each channel, in float64: of a row, of each column. */
export function channelStatistics(set: Samples): ChannelStatistics {
  const values = valuesOf(set);
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
  const deviation = squares.map((sum, channel) => {
    const size = Math.sqrt(sum / perChannel);
    return size > smallestVariation * Math.abs(mean[channel] as number) ? size : 1;
  });
  return { mean: Float32Array.from(mean), deviation: Float32Array.from(deviation) };
}

/** By which numbers of samples are drawn alike; `undefined` for samples that are bounded, which are drawn as they are. */
export function drawingStatistics(train: Samples): ChannelStatistics | undefined {
  return kindOfSamples(train).bounded ? undefined : channelStatistics(train);
}
