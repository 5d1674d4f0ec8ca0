import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { normalQuantile } from "./normal-quantile.ts";
import { decodeSamples, oneClass } from "./pictures.ts";

/** Decodings of codes of two values, on a grid that the prior fills evenly. */
export interface CodeGrid {
  /** The coordinates of both axes, ascending. */
  readonly coordinates: readonly number[];
  /** `[sampleSize]` each, as sets have samples, row by row: the second value falls from row to row, the first rises in each. */
  readonly images: readonly SampleValues[];
}

const greatestSide = 20;
/** Of all pictures together, as 20 x 20 of 28 x 28 pixels have: a page of larger ones would be slow to load. */
const mostValues = 400 * 784;

/**
 * Decodes a grid of 20 x 20 codes of two values, or fewer where images are large. Neighbours are equally probable under the standard normal prior: the
 * coordinates are its quantiles, as in Kingma and Welling, "Auto-encoding variational Bayes", 2014, appendix A.
 */
export async function drawCodeGrid(model: Autoencoder): Promise<CodeGrid> {
  const side = Math.max(2, Math.min(greatestSide, Math.floor(Math.sqrt(mostValues / model.sampleSize))));
  const coordinates = Array.from({ length: side }, (_, step) => normalQuantile((step + 0.5) / side));
  const codes = coordinates.toReversed().flatMap((second) => coordinates.flatMap((first) => [first, second]));
  return {
    coordinates,
    images: await decodeSamples(model, Float32Array.from(codes), oneClass(model, side ** 2)),
  };
}
