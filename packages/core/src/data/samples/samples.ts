import { HourglassError } from "../../errors.ts";
import { columnMeanings, differingColumn, type Table } from "../columns/columns.ts";
import type { ImageSet } from "../image-set.ts";
import { image } from "./image.ts";
import { type Part, type SampleValues, sliceOf, takeOf } from "./part.ts";
import { kindOfSamples, type Samples } from "./sample-kinds.ts";
import {
  describeShape,
  type ImageShape,
  isImageShape,
  requireShape,
  type SampleShape,
  sameShape,
  tableOf,
} from "./shape.ts";

/**
 * Samples that were given.
 * @throws HourglassError unless there are as many values, and as many labels if any, as their sizes say
 */
export function requireSamples<S extends Samples>(value: S, call: string, name: string): S {
  return kindOfSamples(value).requireSet(value, call, name) as S;
}

/**
 * Samples that were given with others, or for a model.
 * @param shape that of the others
 * @param reason why they must have this shape
 * @throws HourglassError unless they have
 */
export function requireSamplesLike(
  shape: SampleShape,
  value: unknown,
  call: string,
  name: string,
  reason: string = `like the training ${kindOfSamples(shape).plural}`,
): Samples {
  const set = kindOfSamples(value).requireSet(value, call, name);
  if (sameShape(shapeOf(set), shape)) return set;
  throw new HourglassError(
    `${call}: ${name}: expected ${describeSamples(shape)}, ${reason}, found ${describeSamples(shapeOf(set))}${columnWords(shape, set)}`,
  );
}

/** Which column of a table is another one, where samples are rows of tables. */
function columnWords(expected: SampleShape, found: Samples): string {
  const [one, other] = [tableOf(expected), tableOf(found)];
  const place = one && other && differingColumn(one, other);
  if (place === undefined) return "";
  const [wanted, given] = [one, other].map((table) => columnMeanings(table as Table)[place]);
  return `; column ${place + 1}: expected ${wanted}, found ${given}`;
}

/** {@link requireSamplesLike} those that a model takes. */
export function requireSamplesOf(shape: SampleShape, value: unknown, call: string, name: string): Samples {
  return requireSamplesLike(shape, value, call, name, "which the model takes");
}

/** The shape of the samples of a set. */
export function shapeOf(set: Samples): SampleShape {
  return requireShape(set, "shapeOf", "set");
}

/** The numbers of a set, row-major, one sample after the other. */
export function valuesOf(set: Samples): SampleValues {
  const kind = kindOfSamples(set);
  return kind.partOf(kind.requireSet(set, "valuesOf", "set")).values;
}

/** The numbers of some samples of one kind, one after the other. */
export function joined(samples: readonly SampleValues[]): SampleValues {
  const length = samples.reduce((total, values) => total + values.length, 0);
  const all = samples.every((values) => values instanceof Uint8Array)
    ? new Uint8Array(length)
    : new Float32Array(length);
  let start = 0;
  for (const values of samples) {
    all.set(values, start);
    start += values.length;
  }
  return all;
}

/** Samples `start` (included) to `end` (excluded), as a view on the same values. @throws UsageError unless these are places in the set */
export function sliceSamples<S extends Samples>(set: S, start: number, end: number): S {
  return selected(set, "sliceSamples", (part) => sliceOf(part, start, end, "sliceSamples"));
}

/** The samples at `indices`, copied. @throws UsageError on an index that is no place in the set */
export function takeSamples<S extends Samples>(set: S, indices: Int32Array): S {
  return selected(set, "takeSamples", (part) => takeOf(part, indices, "takeSamples"));
}

/**
 * The samples of two sets of one shape, copied, those of the first before those of the second; with labels where both have them.
 * @throws HourglassError where their shapes differ
 */
export function joinSamples<S extends Samples>(first: S, second: S): S {
  const kind = kindOfSamples(first);
  requireSamplesLike(shapeOf(first), second, "joinSamples", "second", "like those of the first set");
  const parts = [kind.partOf(first), kind.partOf(second)];
  const labels = parts.flatMap((part) => part.labels ?? []);
  const sizes = first as unknown as Readonly<Record<string, number>>;
  return kind.withPart(sizes, {
    count: first.count + second.count,
    values: joined(parts.map(({ values }) => values)),
    labels: labels.length < parts.length ? undefined : (joined(labels) as Uint8Array),
  }) as S;
}

function selected<S extends Samples>(set: S, call: string, select: (part: Part) => Part): S {
  const kind = kindOfSamples(set);
  const given = kind.requireSet(set, call, "set");
  const sizes = given as unknown as Readonly<Record<string, number>>;
  return kind.withPart(sizes, select(kind.partOf(given))) as S;
}

/** What samples are, in words: `images of 28 x 28 (gray)`. */
export function describeSamples(of: Samples | SampleShape): string {
  const shape = requireShape(of, "describeSamples", "of");
  return `${kindOfSamples(shape).plural} of ${describeShape(shape)}`;
}

export function isImages<S extends Samples>(set: S): set is S & ImageSet {
  return kindOfSamples(set).name === image.name;
}

/**
 * The images that a set of samples is.
 * @throws HourglassError where it is of another kind
 */
export function imagesOf(set: Samples, where: string): ImageSet {
  if (isImages(set)) return set;
  throw new HourglassError(`${where}: expected images, found ${describeSamples(set)}`);
}

/**
 * The shape of images that a shape is.
 * @throws HourglassError where it is of another kind
 */
export function requireImageShape(shape: SampleShape, where: string): ImageShape {
  if (isImageShape(shape)) return shape;
  throw new HourglassError(`${where}: expected images, found ${describeSamples(shape)}`);
}
