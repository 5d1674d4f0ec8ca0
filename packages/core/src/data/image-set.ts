import * as z from "zod";
import { checkArgument, isRecord, refuse, whole } from "../arguments.ts";
import { HourglassError } from "../errors.ts";
import { requireBytes, requireLabels } from "./numbers.ts";
import { type Part, sliceOf, takeOf } from "./samples/part.ts";

/** Images as bytes, row-major `[count, height, width, channels]`, with a label an image where there are labels. */
export interface ImageSet {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** `count * height * width * channels` bytes, 0 to 255; a program scales them to [0, 1]. */
  readonly images: Uint8Array;
  /** A class number an image. */
  readonly labels?: Uint8Array;
}

/** A data set: a training and a test part, and what its bytes were. `S` is what a part is of; images, unless another is said. */
export interface Dataset<S = ImageSet> {
  /** The name in the catalogue, such as `mnist`, or that of the file or folder with data of one's own. */
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  /** What the labels stand for, by class number; empty without labels. */
  readonly classNames: readonly string[];
  readonly train: S;
  readonly test: S;
  /** File name to SHA-256 (hex) of its uncompressed bytes; a folder of PNG files has one, of all its pixels. */
  readonly checksums: Readonly<Record<string, string>>;
  /**
   * The seed by which images are held out of `train`. Absent where the order of the images is as published,
   * so that the last of them can be held out; files of one's own are often sorted by class.
   */
  readonly splitSeed?: number;
  /** How the test part was made, in words, where the data have none. */
  readonly split?: string;
  /** Where the samples of each part come from, of data of one's own. */
  readonly origins?: { readonly train: Origins; readonly test: Origins };
}

/** Where the samples of a part come from, in their order. */
export interface Origins {
  /** The file of each, where each has one. */
  readonly files?: readonly string[];
  /** The place of each among those that were read together. */
  readonly places: Int32Array;
}

/** The sizes of one image. */
export type ImageSizes = Pick<ImageSet, "height" | "width" | "channels">;

/** The number of values of one image: height x width x channels. */
export function imageSize(set: ImageSizes): number {
  const { height, width, channels } = requireSizes(set, "imageSize", "set");
  return height * width * channels;
}

/** The images of a set, as what is the same for all kinds of samples takes them. */
export function partOfImages({ count, images, labels }: ImageSet): Part<Uint8Array> {
  return { count, values: images, labels };
}

/** Images of the sizes of others. */
export function withImages(
  { height, width, channels }: ImageSizes,
  { count, values, labels }: Part<Uint8Array>,
): ImageSet {
  return { count, height, width, channels, images: values, ...(labels === undefined ? {} : { labels }) };
}

/**
 * Images `start` (included) to `end` (excluded), as a view on the same bytes.
 * @throws UsageError unless these are places in the set
 */
export function sliceImages(set: ImageSet, start: number, end: number): ImageSet {
  const given = requireImages(set, "sliceImages", "set");
  return withImages(given, sliceOf(partOfImages(given), start, end, "sliceImages"));
}

/**
 * The images at `indices`, copied.
 * @throws UsageError on an index that is no place in the set
 */
export function takeImages(set: ImageSet, indices: Int32Array): ImageSet {
  const given = requireImages(set, "takeImages", "set");
  return withImages(given, takeOf(partOfImages(given), indices, "takeImages"));
}

/** More than any picture has, along a side or as channels. */
export const mostAlongSide = 65_536;
const side = whole(1, mostAlongSide);
const isSide = (size: number): boolean => Number.isInteger(size) && size >= 1 && size <= mostAlongSide;
const countSchema = whole(0);
const sizesSchema: z.ZodType<ImageSizes> = z.object({ height: side, width: side, channels: side });

/**
 * The sizes of an image that were given, and no more than those.
 * @throws UsageError unless they are whole numbers above 0
 */
export function requireSizes(value: unknown, call: string, name: string): ImageSizes {
  if (isRecord(value)) {
    const { height, width, channels } = value as unknown as ImageSizes;
    // The sizes of every image of a set may be asked for.
    if ([height, width, channels].every(isSide)) return { height, width, channels };
  }
  return checkArgument(sizesSchema, value, call, name);
}

/**
 * Images that were given.
 * @throws HourglassError unless there are as many bytes, and as many labels if any, as their sizes say
 */
export function requireImages(value: unknown, call: string, name: string): ImageSet {
  if (!isRecord(value)) refuse("a record with count, height, width, channels, images", value, call, name);
  const given = value as unknown as ImageSet;
  const { count } = given;
  if (!Number.isSafeInteger(count) || count < 0) checkArgument(countSchema, count, call, `${name}.count`);
  const { height, width, channels } = requireSizes(value, call, name);
  const images = requireBytes(given.images, call, `${name}.images`);
  const expected = count * height * width * channels;
  if (images.length !== expected) {
    throw new HourglassError(
      `${call}: ${name}.images: expected ${count} x ${showSizes(given)} = ${expected} bytes, found ${images.length}`,
    );
  }
  const labels = requireLabels(given.labels, count, "an image", call, name);
  if (images === given.images && labels === given.labels) return given;
  return { ...given, images, ...(labels === undefined ? {} : { labels }) };
}

/**
 * Images that were given for a model.
 * @param sizes those that it takes
 * @throws HourglassError unless they have these sizes
 */
export function requireImagesOf(sizes: ImageSizes, value: unknown, call: string, name: string): ImageSet {
  return requireImagesLike(sizes, value, call, name, "which the model takes");
}

/**
 * Images that were given with others.
 * @param sizes those of the others
 * @param reason why they must have these sizes
 * @throws HourglassError unless they have
 */
export function requireImagesLike(
  sizes: ImageSizes,
  value: unknown,
  call: string,
  name: string,
  reason: string = "like the training images",
): ImageSet {
  const set = requireImages(value, call, name);
  if (showSizes(set) === showSizes(sizes)) return set;
  throw new HourglassError(
    `${call}: ${name}: expected images of ${showSizes(sizes)}, ${reason}, found ${showSizes(set)}`,
  );
}

/** `28 x 28 x 1` */
export function showSizes({ height, width, channels }: ImageSizes): string {
  return `${height} x ${width} x ${channels}`;
}
