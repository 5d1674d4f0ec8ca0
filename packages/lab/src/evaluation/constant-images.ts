import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { seenValues } from "hourglass-core/internal/inference/seen-values.ts";
import { valueSums } from "./value-sums.ts";

/** Errors of saying the same sample whatever is seen, mean over its values and over samples. */
export interface ConstantErrors {
  /** Of the mean of the training samples; absent where these are not known. */
  readonly mean?: number;
  /** Of an image that is 0.5 everywhere; absent of samples that are not bounded. */
  readonly grey?: number;
}

/**
 * What constant samples give on a test set: the errors that a model has to undercut to have learnt anything. Computed from means
 * over each value, without a pass for each sample.
 */
export function constantErrors(
  measure: "bce" | "mse",
  model: Pick<Autoencoder, "model" | "weights">,
  test: Samples,
  train: Samples | undefined,
): ConstantErrors {
  const { means, squares } = momentsOf(model, test);
  // Of the rows of a table a model may see several values of one: their errors are summed, as those of its reconstructions are.
  const size = valuesOf(test).length / test.count;
  const errorOf = (image: (pixel: number) => number): number => {
    let sum = 0;
    for (let pixel = 0; pixel < means.length; pixel++) {
      const [y, x, xx] = [image(pixel), means[pixel]!, squares[pixel]!];
      sum += measure === "mse" ? xx - 2 * x * y + y * y : -(x * Math.log(y) + (1 - x) * Math.log(1 - y));
    }
    return sum / size;
  };
  const { bounded } = kindOfSamples(test);
  const grey = bounded ? { grey: errorOf(() => 0.5) } : {};
  if (train === undefined || train.count === 0) return grey;
  const { means: trained } = momentsOf(model, train);
  if (!bounded) return { mean: errorOf((value) => trained[value]!) };
  // A pixel that never varies in training would make a cross-entropy infinite that does in the test: half a step of its mean.
  const margin = measure === "bce" ? 1 / (510 * train.count) : 0;
  return { ...grey, mean: errorOf((pixel) => Math.min(1 - margin, Math.max(margin, trained[pixel]!))) };
}

/** Means over the samples of every value, as the model sees it, and of its square. Sums of bytes are exact. */
export function momentsOf(
  model: Pick<Autoencoder, "model" | "weights">,
  set: Samples,
): { readonly means: Float64Array; readonly squares: Float64Array } {
  const values = valuesOf(set);
  const white = values instanceof Uint8Array ? 255 : 1;
  const seen = values instanceof Uint8Array ? values : seenValues(model, values);
  const { sums, squares } = valueSums(seen, seen.length / set.count);
  return {
    means: sums.map((sum) => sum / (white * set.count)),
    squares: squares.map((sum) => sum / (white ** 2 * set.count)),
  };
}
