import { z } from "zod";
import { checkArgument, isRecord, isTyped, refuse, requireWhole, whole } from "../arguments.ts";
import { HourglassError } from "../errors.ts";
import { requireBytes } from "./numbers.ts";

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

/** A data set: a training and a test part, and what its bytes were. */
export interface Dataset {
  /** The name in the catalogue, such as `mnist`, or that of the file or folder with data of one's own. */
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  /** What the labels stand for, by class number; empty without labels. */
  readonly classNames: readonly string[];
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** File name to SHA-256 (hex) of its uncompressed bytes; a folder of PNG files has one, of all its pixels. */
  readonly checksums: Readonly<Record<string, string>>;
  /**
   * The seed by which images are held out of `train`. Absent where the order of the images is as published,
   * so that the last of them can be held out; files of one's own are often sorted by class.
   */
  readonly splitSeed?: number;
  /** How the test part was made, in words, where the data have none. */
  readonly split?: string;
}

/** The sizes of one image. */
export type ImageSizes = Pick<ImageSet, "height" | "width" | "channels">;

/** The number of values of one image: height x width x channels. */
export function imageSize(set: ImageSizes): number {
  const { height, width, channels } = requireSizes(set, "imageSize", "set");
  return height * width * channels;
}

/**
 * Images `start` (included) to `end` (excluded), as a view on the same bytes.
 * @throws UsageError unless these are places in the set
 */
export function sliceImages(set: ImageSet, start: number, end: number): ImageSet {
  const { count, height, width, channels, images, labels } = requireImages(set, "sliceImages", "set");
  requireWhole(start, [0, count], "sliceImages", "start");
  requireWhole(end, [start, count], "sliceImages", "end");
  const size = height * width * channels;
  return {
    count: end - start,
    height,
    width,
    channels,
    images: images.subarray(start * size, end * size),
    ...(labels === undefined ? {} : { labels: labels.subarray(start, end) }),
  };
}

/**
 * The images at `indices`, copied.
 * @throws UsageError on an index that is no place in the set
 */
export function takeImages(set: ImageSet, indices: Int32Array): ImageSet {
  const { count, height, width, channels, images, labels } = requireImages(set, "takeImages", "set");
  if (!isTyped(indices, Int32Array)) {
    refuse(
      "an Int32Array of places in the set",
      indices,
      "takeImages",
      "indices",
      "give Int32Array.from(indices)",
    );
  }
  const beyond = indices.findIndex((index) => index < 0 || index >= count);
  if (beyond >= 0) {
    const expected = count === 0 ? "no index, as the set is empty" : `a whole number from 0 to ${count - 1}`;
    refuse(expected, indices[beyond], "takeImages", `indices[${beyond}]`);
  }
  const size = height * width * channels;
  const taken = new Uint8Array(indices.length * size);
  for (const [at, index] of indices.entries()) {
    taken.set(images.subarray(index * size, (index + 1) * size), at * size);
  }
  return {
    count: indices.length,
    height,
    width,
    channels,
    images: taken,
    ...(labels === undefined ? {} : { labels: Uint8Array.from(indices, (index) => labels[index] as number) }),
  };
}

/** More than any picture has, along a side or as channels. */
const mostAlongSide = 65_536;
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
  const labels = given.labels === undefined ? undefined : requireBytes(given.labels, call, `${name}.labels`);
  if (labels !== undefined && labels.length !== count) {
    throw new HourglassError(
      `${call}: ${name}.labels: expected ${count}, one an image, found ${labels.length}`,
    );
  }
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
