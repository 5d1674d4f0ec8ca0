import { type ImageSet, imageSize } from "../data/image-set.ts";
import { pixelSums } from "./pixel-sums.ts";

/** Errors of saying the same image whatever is seen, mean over pixels and images. */
export interface ConstantErrors {
  /** Of the mean of the training images; absent where these are not known. */
  readonly mean?: number;
  /** Of an image that is 0.5 everywhere. */
  readonly grey: number;
}

/**
 * What constant images give on a test set: the errors that a model has to undercut to have learnt anything. Computed from means
 * over each pixel, without a pass for each image.
 */
export function constantErrors(
  measure: "bce" | "mse",
  test: ImageSet,
  train: ImageSet | undefined,
): ConstantErrors {
  const size = imageSize(test);
  const { means, squares } = momentsOf(test);
  const errorOf = (image: (pixel: number) => number): number => {
    let sum = 0;
    for (let pixel = 0; pixel < size; pixel++) {
      const [y, x, xx] = [image(pixel), means[pixel]!, squares[pixel]!];
      sum += measure === "mse" ? xx - 2 * x * y + y * y : -(x * Math.log(y) + (1 - x) * Math.log(1 - y));
    }
    return sum / size;
  };
  const grey = errorOf(() => 0.5);
  if (train === undefined || train.count === 0) return { grey };
  const { means: trained } = momentsOf(train);
  // A pixel that never varies in training would make a cross-entropy infinite that does in the test: half a step of its mean.
  const margin = measure === "bce" ? 1 / (510 * train.count) : 0;
  return { grey, mean: errorOf((pixel) => Math.min(1 - margin, Math.max(margin, trained[pixel]!))) };
}

/** Means over the images of every pixel in [0, 1], and of its square. */
function momentsOf(set: ImageSet): { readonly means: Float64Array; readonly squares: Float64Array } {
  const { sums, squares } = pixelSums(set);
  return {
    means: sums.map((sum) => sum / (255 * set.count)),
    squares: squares.map((sum) => sum / (255 ** 2 * set.count)),
  };
}
