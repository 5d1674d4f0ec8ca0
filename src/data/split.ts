import { UsageError } from "../errors.ts";
import { type Dataset, type ImageSet, sliceImages } from "./image-set.ts";

/** The three parts of a data set: fitted on, chosen by, reported on. */
export interface Splits {
  readonly train: ImageSet;
  readonly validation: ImageSet;
  readonly test: ImageSet;
}

/**
 * Holds out the last `validationCount` training images as the validation set; the test set stays as published.
 * All parts are views on the data set's bytes.
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
  const boundary = count - validationCount;
  return {
    train: sliceImages(dataset.train, 0, boundary),
    validation: sliceImages(dataset.train, boundary, count),
    test: dataset.test,
  };
}
