import * as z from "zod";
import { checkArgument, nameSchema, refuse, seedSchema, unchecked } from "../arguments.ts";
import { HourglassError, UsageError } from "../errors.ts";
import { createRandom } from "../random/random.ts";
import { showValue } from "../validation.ts";
import { counted } from "../words.ts";
import { holdOut } from "./hold-out.ts";
import type { Dataset, ImageSet } from "./image-set.ts";
import { kindOfSamples, type Samples } from "./samples/sample-kinds.ts";
import { requireSamples, sliceSamples } from "./samples/samples.ts";

/** The three parts of a data set: fitted on, chosen by, reported on. */
export interface Splits<S extends Samples = ImageSet> {
  readonly train: S;
  readonly validation: S;
  readonly test: S;
}

/** By which validation samples are drawn of data whose order may mean something; not the seed of a run. */
export const usualSplitSeed = 1;

/** How many training images are held out for validation, and how many of the rest are trained on. */
export interface SplitSizes {
  readonly validation: number;
  /** All that are left, unless given. */
  readonly train?: number;
  /** How many there are: the test set stays whole. Runs note it with the others. */
  readonly test?: number;
}

const datasetSchema = z.object({ name: nameSchema, splitSeed: seedSchema.exactOptional() });
/** The numbers themselves are refused in the words of the settings, with the reason. */
const sizesSchema = z.strictObject({
  validation: unchecked<unknown>(),
  train: unchecked<unknown>(),
  test: unchecked<unknown>(),
});

/**
 * Holds out training samples as the validation set: the last ones, as views on the data set's values, or, where the set has
 * a `splitSeed`, samples drawn by that seed. Of the rest, the first `sizes.train` are trained on, or some drawn likewise.
 * The test set stays as it is.
 * @throws UsageError unless the sizes are whole numbers, at least one image is trained on, and there are as many images
 */
export function splitDataset<S extends Samples>(dataset: Dataset<S>, sizes: SplitSizes): Splits<S> {
  const { name, splitSeed } = checkArgument(datasetSchema, dataset, "splitDataset", "dataset");
  const train = requireSamples(dataset.train, "splitDataset", "dataset.train");
  const test = requireSamples(dataset.test, "splitDataset", "dataset.test");
  const given = checkArgument(sizesSchema, sizes, "splitDataset", "sizes");
  const { title, plural } = kindOfSamples(train);
  if (train.count === 0) throw new HourglassError(`${name}: expected ${plural} to train on, found none`);
  const has = `${name} has ${counted(train.count, `training ${title}`, `training ${plural}`)}, of which`;
  const validation = requireWithin(
    "validation",
    given.validation,
    [0, train.count - 1],
    `${has} one must be left to train on`,
  );
  const rest = train.count - validation;
  const kept = requireWithin(
    "trainingImages",
    given.train ?? rest,
    [1, rest],
    `${has} ${validation} are held out`,
  );
  if (given.test !== undefined && given.test !== test.count) {
    refuse(
      `${test.count}, all ${plural} of the test set`,
      given.test,
      "splitDataset",
      "sizes.test",
      "leave it out",
    );
  }
  if (splitSeed === undefined) {
    return { train: sliceSamples(train, 0, kept), validation: sliceSamples(train, rest, train.count), test };
  }
  const outer = holdOut(train, validation, createRandom(splitSeed, "validation split"));
  const all = { validation: outer.heldOut, test };
  if (kept === rest) return { train: outer.rest, ...all };
  return { train: holdOut(outer.rest, kept, createRandom(splitSeed, "training images")).heldOut, ...all };
}

function requireWithin(
  setting: string,
  value: unknown,
  [minimum, maximum]: readonly [number, number],
  why: string,
): number {
  const isWithin = Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
  if (isWithin) return value as number;
  throw new UsageError(
    `${setting}: expected a whole number from ${minimum} to ${maximum} (${why}), found ${showValue(value)}`,
  );
}
