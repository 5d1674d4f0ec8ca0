/** How well a channel of samples is rebuilt, in its own unit: of a row, a column. */
export interface ChannelErrors {
  /** 0 for the first. */
  readonly channel: number;
  /** The root of the mean squared error, over samples and places. */
  readonly rootMeanSquare: number;
  /** Of the samples themselves (divided by their number): the error of saying their mean, whatever is seen. */
  readonly standardDeviation: number;
  /** Share of the variance that the reconstructions miss; absent where a channel does not vary. */
  readonly unexplained?: number;
}

/** Sums up, batch by batch, how far channels of reconstructions are from those of samples. */
export interface ChannelErrorCounter {
  /** `[N, places, channels]` both, in the units of the samples. */
  add(samples: Float32Array, reconstructions: Float32Array): void;
  /** In the order of the channels. */
  result(): readonly ChannelErrors[];
}

export function createChannelErrors(channels: number): ChannelErrorCounter {
  // Around the first place, so that a channel that does not vary has a variance of exactly 0.
  const first = new Float64Array(channels);
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const errors = new Float64Array(channels);
  let places = 0;
  return {
    add(samples, reconstructions) {
      if (places === 0) first.set(samples.subarray(0, channels));
      for (let index = 0; index < samples.length; index++) {
        const channel = index % channels;
        const difference = samples[index]! - first[channel]!;
        sums[channel]! += difference;
        squares[channel]! += difference * difference;
        errors[channel]! += (reconstructions[index]! - samples[index]!) ** 2;
      }
      places += samples.length / channels;
    },
    result: () =>
      Array.from(errors, (error, channel) => {
        const variance = Math.max(0, squares[channel]! / places - (sums[channel]! / places) ** 2);
        return {
          channel,
          rootMeanSquare: Math.sqrt(error / places),
          standardDeviation: Math.sqrt(variance),
          ...(variance === 0 ? {} : { unexplained: error / places / variance }),
        };
      }),
  };
}
