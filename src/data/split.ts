import { UsageError } from "../errors.ts";
import { createRandom } from "../random/random.ts";
import { counted } from "../words.ts";
import { holdOut } from "./hold-out.ts";
import { type Dataset, type ImageSet, sliceImages } from "./image-set.ts";

/** The three parts of a data set: fitted on, chosen by, reported on. */
export interface Splits {
  readonly train: ImageSet;
  readonly validation: ImageSet;
  readonly test: ImageSet;
}

/** How many training images are held out for validation, and how many of the rest are trained on. */
export interface SplitSizes {
  readonly validation: number;
  /** All that are left, unless given. */
  readonly train?: number;
}

/**
 * Holds out training images as the validation set: the last ones, as views on the data set's bytes, or, where the set has
 * a `splitSeed`, images drawn by that seed. Of the rest, the first `sizes.train` are trained on, or some drawn likewise.
 * The test set stays as it is.
 * @throws UsageError unless the sizes are whole numbers, at least one image is trained on, and there are as many images
 */
export function splitDataset(dataset: Dataset, sizes: SplitSizes): Splits {
  const { name, splitSeed, train, test } = dataset;
  requireWithin(
    "validation",
    sizes.validation,
    0,
    train.count - 1,
    `${name} has ${counted(train.count, "training image")}, of which one must be left to train on`,
  );
  const rest = train.count - sizes.validation;
  const { train: kept = rest } = sizes;
  requireWithin(
    "trainingImages",
    kept,
    1,
    rest,
    `${name} has ${counted(train.count, "training image")}, of which ${sizes.validation} are held out`,
  );
  if (splitSeed === undefined) {
    return { train: sliceImages(train, 0, kept), validation: sliceImages(train, rest, train.count), test };
  }
  const outer = holdOut(train, sizes.validation, createRandom(splitSeed, "validation split"));
  const all = { validation: outer.heldOut, test };
  if (kept === rest) return { train: outer.rest, ...all };
  return { train: holdOut(outer.rest, kept, createRandom(splitSeed, "training images")).heldOut, ...all };
}

function requireWithin(setting: string, value: number, minimum: number, maximum: number, why: string): void {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return;
  throw new UsageError(
    `${setting}: expected a whole number from ${minimum} to ${maximum} (${why}), found ${value}`,
  );
}
