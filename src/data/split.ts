import { UsageError } from "../errors.ts";
import { createRandom } from "../random/random.ts";
import { holdOut } from "./hold-out.ts";
import { type Dataset, type ImageSet, sliceImages } from "./image-set.ts";

/** The three parts of a data set: fitted on, chosen by, reported on. */
export interface Splits {
  readonly train: ImageSet;
  readonly validation: ImageSet;
  readonly test: ImageSet;
}

/**
 * Holds out `validationCount` training images as the validation set: the last ones, as views on the data set's
 * bytes, or, where the set has a `splitSeed`, images drawn by that seed. The test set stays as it is.
 * @throws UsageError unless `validationCount` is a whole number that leaves an image to train on
 */
export function splitDataset(dataset: Dataset, validationCount: number): Splits {
  const { count } = dataset.train;
  if (!Number.isInteger(validationCount) || validationCount < 0 || validationCount >= count) {
    throw new UsageError(
      `validation: expected a whole number from 0 to ${count - 1} (${dataset.name} has ${count} training images, ` +
        `of which one must be left to train on), found ${validationCount}`,
    );
  }
  if (dataset.splitSeed !== undefined) {
    const random = createRandom(dataset.splitSeed, "validation split");
    const { rest, heldOut } = holdOut(dataset.train, validationCount, random);
    return { train: rest, validation: heldOut, test: dataset.test };
  }
  const boundary = count - validationCount;
  return {
    train: sliceImages(dataset.train, 0, boundary),
    validation: sliceImages(dataset.train, boundary, count),
    test: dataset.test,
  };
}
