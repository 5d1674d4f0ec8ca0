import {
  type Fields,
  nameSchema,
  pathSchema,
  recordSchema,
  seedSchema,
  whole,
} from "hourglass-core/internal/arguments.ts";
import { holdOut } from "hourglass-core/internal/data/hold-out.ts";
import {
  type Dataset,
  type ImageSet,
  imageSize,
  type Origins,
} from "hourglass-core/internal/data/image-set.ts";
import { describeImage } from "hourglass-core/internal/data/samples/image.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import {
  kindOfSamples,
  type Samples,
  sampleKinds,
} from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { describeSamples, imagesOf, shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { describeShape } from "hourglass-core/internal/data/samples/shape.ts";
import { usualSplitSeed } from "hourglass-core/internal/data/split.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { nameOf } from "hourglass-core/internal/kinds/schema.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import * as z from "zod";
import { type DataOptions, dataFields } from "../data-options.ts";
import { sortNaturally } from "../files/natural-order.ts";
import { type ImageSize, scaleImage } from "../formats/scale-image.ts";

/** How to read data of one's own. */
export interface OwnDataOptions extends Pick<DataOptions, "signal" | "onNotice" | "onProgress"> {
  /** Scale every image to this size, by area averaging. */
  readonly imageSize?: ImageSize | undefined;
  /** The kind of the samples of an array; that which its type and axes say, unless given. */
  readonly samples?: string | undefined;
  /** The path of a CSV file with the classes of all samples; its header is `file,label` or `index,label`. */
  readonly labels?: string | undefined;
  /** The path of a YAML or JSON file that says what columns of a table are; the rest is found by looking at their cells. */
  readonly columns?: string | undefined;
  /** The column of a table that names the class of each row. */
  readonly labelColumn?: string | undefined;
  /** Columns of a table to leave out, divided by commas. */
  readonly drop?: string | undefined;
  /** What is done about missing cells of a table: a model is told of them, unless they are refused. */
  readonly missing?: "allow" | "refuse" | undefined;
  /** Make colour pictures gray. */
  readonly gray?: boolean | undefined;
  /**
   * The seed by which a test part is held out where the data have none, and the validation part; 1 by default.
   * It is not the seed of a run, so that all runs of a study are measured on the same images.
   */
  readonly splitSeed?: number | undefined;
}

/** What size images are to have. */
export interface Sizing {
  /** Scale them to this. */
  readonly scaleTo?: ImageSize | undefined;
  /** Refuse other sizes; that of the first image by default. */
  readonly expected?: ImageSize | undefined;
  /** Make colours gray. */
  readonly gray?: boolean | undefined;
  /** What to do about images of another size, for the message. */
  readonly advice: string;
}

/** Images without a split or labels, and what each is called. */
export interface NamedImages extends ImageSet {
  /** The file of each image, within the folder that was read; its index where a file has many. */
  readonly names: readonly string[];
  /** Whether these are files. */
  readonly areFiles: boolean;
  /** The name of the class of each, where the data say it. */
  readonly classes?: readonly string[];
  /** Which part of the data they are, where these have two. */
  readonly part?: "train" | "test";
}

/** Samples of any kind, each with what it is called. */
export type NamedSamples<S extends Samples = Samples> = S &
  Pick<NamedImages, "names" | "areFiles" | "classes" | "part">;

/** Images that have no names of their own are called by their places. */
export function numbered<S extends Samples>(
  { labels: _, ...set }: S,
  classes?: readonly string[],
): NamedSamples<S> {
  const names = Array.from({ length: set.count }, (_name, index) => String(index));
  const known = classes === undefined ? {} : { classes };
  return { ...set, names, areFiles: false, ...known } as unknown as NamedSamples<S>;
}

/** Samples as they were read, and the name of the class of each where the data say it. */
export interface OwnPart {
  readonly samples: Samples;
  readonly classes?: readonly string[] | undefined;
  /** The file of each, where each has one. */
  readonly files?: readonly string[] | undefined;
}

/** A part whose samples are called by their places. */
export function numberedPart({ samples, classes }: OwnPart): NamedSamples {
  return numbered(samples, classes);
}

/** Says that images which whoever made the data held out for validation are left out. */
export function validationNotice(source: string, what: string): string {
  return `${source}: not used: ${what}; the validation set is held out of the training images (--validation)`;
}

/** What was read from a path. */
export interface OwnData {
  readonly train: OwnPart;
  readonly test?: OwnPart | undefined;
  readonly checksums: Dataset["checksums"];
}

/** The most bytes of a file, and of the images of a part, that are read into memory. */
export const largestContent: number = 2 ** 31 - 1;

/** A label is a byte. */
const mostClasses = 256;

/** The most pixels along a side that images are scaled to. */
const longestSide = 4096;

const side = whole(1, longestSide);

/** Schemas of {@link OwnDataOptions}. */
export const ownFields: Fields<OwnDataOptions> = {
  signal: dataFields.signal,
  onNotice: dataFields.onNotice,
  onProgress: dataFields.onProgress,
  imageSize: recordSchema<ImageSize>({ height: side, width: side }).optional(),
  samples: nameOf(sampleKinds).optional(),
  labels: pathSchema.optional(),
  columns: pathSchema.optional(),
  labelColumn: nameSchema.optional(),
  drop: nameSchema.optional(),
  missing: z.enum(["allow", "refuse"]).optional(),
  gray: z.boolean().optional(),
  splitSeed: seedSchema.optional(),
};

/**
 * Makes a data set of what was read: scaled where that is wanted, the classes numbered in natural order, and
 * with a tenth of the images held out for testing where there is no test part.
 * @throws HourglassError where the parts do not fit together, or have too few images or too many classes
 */
export function toOwnDataset(
  read: OwnData,
  naming: Pick<Dataset, "name" | "source">,
  options: OwnDataOptions,
): Dataset<Samples> {
  const { source } = naming;
  const { splitSeed = usualSplitSeed } = options;
  const classNames = numberClasses([read.train, read.test], source);
  const train = finishPart(read.train, classNames, options.imageSize, source);
  const { plural } = kindOfSamples(train);
  const common = {
    ...naming,
    title: naming.name,
    licence: "own data",
    classNames,
    checksums: read.checksums,
    splitSeed,
  };
  if (read.test !== undefined) {
    const test = finishPart(read.test, classNames, options.imageSize, source);
    requireAlike(train, test, source);
    requireEnough(train.count, 2, `training ${plural}`, source);
    requireEnough(test.count, 1, `test ${plural}`, source);
    const origins = { train: wholeOrigins(read.train), test: wholeOrigins(read.test) };
    return { ...common, train, test, origins };
  }
  requireEnough(train.count, 3, plural, source);
  const count = Math.max(1, Math.floor(train.count / 10));
  const { rest, heldOut } = holdOut(train, count, createRandom(splitSeed, "test split"));
  const split = `${count} of ${train.count} ${plural} held out for testing, drawn with seed ${splitSeed}`;
  const drawn = holdOut(placesOf(train.count), count, createRandom(splitSeed, "test split"));
  const origins = { train: originsAt(read.train, drawn.rest), test: originsAt(read.train, drawn.heldOut) };
  return { ...common, train: rest, test: heldOut, split, origins };
}

/** Places as samples, so that whatever draws samples draws them the same. */
export function placesOf(count: number): RowSet {
  return {
    kind: "row",
    count,
    columns: 1,
    values: Float32Array.from({ length: count }, (_, place) => place),
  };
}

function originsAt({ files }: OwnPart, { values }: RowSet): Origins {
  const places = Int32Array.from(values);
  return {
    places,
    ...(files === undefined ? {} : { files: Array.from(places, (place) => files[place] as string) }),
  };
}

function wholeOrigins(part: OwnPart): Origins {
  return originsAt(part, placesOf(part.samples.count));
}

/** The names of all classes; none where there are fewer than two, which would say nothing about an image. */
function numberClasses(parts: readonly (OwnPart | undefined)[], source: string): readonly string[] {
  const names = sortNaturally(new Set(parts.flatMap((part) => part?.classes ?? [])));
  if (names.length > mostClasses) {
    throw new HourglassError(
      `${source}: expected at most ${mostClasses} classes, found ${names.length}; ` +
        "merge some of them, or leave the labels out",
    );
  }
  return names.length < 2 ? [] : names;
}

function finishPart(
  { samples, classes }: OwnPart,
  classNames: readonly string[],
  size: ImageSize | undefined,
  source: string,
): Samples {
  const scaled =
    size === undefined ? samples : scaleImages(imagesOf(samples, `${source}: --image-size`), size, source);
  if (classes === undefined || classNames.length === 0) return scaled;
  const numbers = new Map(classNames.map((name, number) => [name, number]));
  return { ...scaled, labels: Uint8Array.from(classes, (name) => numbers.get(name) ?? 0) };
}

/** Scales every image of a set. */
export function scaleImages(set: ImageSet, size: ImageSize, source: string): ImageSet {
  if (set.height === size.height && set.width === size.width) return set;
  const { count, channels } = set;
  const scaled = { ...set, ...size, images: allocateImages({ ...size, count, channels }, source) };
  for (let index = 0; index < count; index++) {
    const pixels = set.images.subarray(index * imageSize(set), (index + 1) * imageSize(set));
    const { height, width } = set;
    scaled.images.set(
      scaleImage({ height, width, channels, pixels }, size).pixels,
      index * imageSize(scaled),
    );
  }
  return scaled;
}

/** Room for the images of a set. */
export function allocateImages(set: Omit<ImageSet, "images" | "labels">, source: string): Uint8Array {
  requireRoom(set, source);
  return new Uint8Array(set.count * imageSize(set));
}

/** @throws HourglassError where the images of a set would be more than is read into memory */
export function requireRoom(set: Omit<ImageSet, "images" | "labels">, source: string): void {
  const bytes = set.count * imageSize(set);
  if (bytes <= largestContent) return;
  throw new HourglassError(
    `${source}: expected at most ${largestContent} bytes of images, found ${bytes} ` +
      `(${set.count} of ${describeImage(set)}); scale them to a smaller size with --image-size`,
  );
}

/** @throws HourglassError where training and test part are of other kinds, or of other sizes */
function requireAlike(train: Samples, test: Samples, source: string): void {
  if (describeSamples(train) === describeSamples(test)) return;
  const kind = kindOfSamples(train);
  throw new HourglassError(
    `${source}: expected test ${kind.plural} like the training ${kind.plural}, ${describeShape(shapeOf(train))}, ` +
      `found ${kind === kindOfSamples(test) ? describeShape(shapeOf(test)) : describeSamples(test)}`,
  );
}

function requireEnough(found: number, least: number, what: string, source: string): void {
  if (found < least) {
    throw new HourglassError(`${source}: expected at least ${least} ${what}, found ${found}`);
  }
}
