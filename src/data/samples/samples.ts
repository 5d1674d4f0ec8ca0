import { isRecord } from "../../arguments.ts";
import { HourglassError } from "../../errors.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import type { Dataset, ImageSet } from "../image-set.ts";
import { image } from "./image.ts";
import { type Part, sliceOf, takeOf } from "./part.ts";
import { type RowSet, row } from "./row.ts";
import type { SampleKind } from "./sample-kind.ts";

/** A set of samples of one kind and one shape. Images, which programs write by hand, do not name their kind. */
export type Samples = ImageSet | RowSet;

/** What a sample may be. */
export const sampleKinds: KindTable<SampleKind<Samples>> = kindTable<SampleKind<Samples>>("kind of sample", [
  image,
  row,
]);

/** @throws UsageError on a kind that does not exist */
export function kindOfSamples(set: unknown): SampleKind<Samples> {
  return sampleKinds.of(isRecord(set) && set["kind"] !== undefined ? String(set["kind"]) : image.name);
}

/**
 * Samples that were given.
 * @throws HourglassError unless there are as many values, and as many labels if any, as their sizes say
 */
export function requireSamples<S extends Samples>(value: S, call: string, name: string): S {
  return kindOfSamples(value).require(value, call, name) as S;
}

/** Samples `start` (included) to `end` (excluded), as a view on the same values. @throws UsageError unless these are places in the set */
export function sliceSamples<S extends Samples>(set: S, start: number, end: number): S {
  return selected(set, "sliceSamples", (part) => sliceOf(part, start, end, "sliceSamples"));
}

/** The samples at `indices`, copied. @throws UsageError on an index that is no place in the set */
export function takeSamples<S extends Samples>(set: S, indices: Int32Array): S {
  return selected(set, "takeSamples", (part) => takeOf(part, indices, "takeSamples"));
}

function selected<S extends Samples>(set: S, call: string, select: (part: Part) => Part): S {
  const kind = kindOfSamples(set);
  const given = kind.require(set, call, "set");
  return kind.withPart(given, select(kind.partOf(given))) as S;
}

/** What the samples of a set are, in words: `images of 28 x 28 (gray)`. */
export function describeSamples(set: Samples): string {
  const { plural, describe } = kindOfSamples(set);
  return `${plural} of ${describe(set)}`;
}

export function isImages(set: Samples): set is ImageSet {
  return kindOfSamples(set).name === image.name;
}

/**
 * The images that a set of samples is.
 * @throws HourglassError where it is of another kind
 */
export function imagesOf(set: Samples, where: string): ImageSet {
  if (isImages(set)) return set;
  throw new HourglassError(
    `${where}: expected images, found ${describeSamples(set)}, which are read, but which no model takes yet; ` +
      "flat images become images by .reshape(N, H, W)",
  );
}

/** A data set of images. @throws HourglassError where it is of another kind */
export function requireImageData(dataset: Dataset<Samples>): Dataset {
  const { source, train, test } = dataset;
  return { ...dataset, train: imagesOf(train, source), test: imagesOf(test, source) };
}
