import { HourglassError } from "../../errors.ts";
import type { DataOptions } from "../data-options.ts";
import { type ImageSet, imageSize } from "../image-set.ts";
import { decodePng } from "./decode-png.ts";
import { toGray } from "./gray.ts";
import { allocateImages, type OwnData, type OwnDataOptions, type OwnPart, requireRoom } from "./own-data.ts";
import { findPngParts, type PngFile } from "./png-files.ts";
import { type ImageSize, type Picture, scaleImage } from "./scale-image.ts";
import type { Listing, SourceFolder } from "./source-folder.ts";

/** What size pictures have. */
export interface Sizing {
  /** Scale them to this. */
  readonly scaleTo?: ImageSize | undefined;
  /** Refuse other sizes; that of the first picture by default. */
  readonly expected?: ImageSize | undefined;
  /** Make colours gray. */
  readonly gray?: boolean | undefined;
  /** What to do about pictures of another size, for the message. */
  readonly advice: string;
}

/** More than any PNG file of the most pixels that are read. */
const largestPng = 2 ** 29;

/**
 * Reads a folder of PNG files as a data set, in natural order of their names. All are gray, or all RGB: where
 * any is RGB, the gray ones become RGB.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function readPngFolder(
  folder: SourceFolder,
  listing: Listing,
  options: OwnDataOptions,
): Promise<OwnData> {
  const parts = await findPngParts(folder, listing, options);
  const files = [...parts.train, ...(parts.test ?? [])];
  const advice = "scale all of them with --image-size HEIGHTxWIDTH";
  const { imageSize: scaleTo, gray } = options;
  const pictures = await readPictures(folder, files, { scaleTo, gray, advice }, options);
  const channels = pictures.some((picture) => picture.channels === 3) ? 3 : 1;
  const partOf = (from: number, to: number): OwnPart => {
    const classes = files.slice(from, to).flatMap(({ className }) => className ?? []);
    return {
      images: joinPictures(pictures.slice(from, to), channels, folder.pathOf("")),
      classes: classes.length === 0 ? undefined : classes,
    };
  };
  const train = partOf(0, parts.train.length);
  const test = parts.test === undefined ? undefined : partOf(parts.train.length, files.length);
  const sets = test === undefined ? [train.images] : [train.images, test.images];
  return { train, test, checksums: { [folder.name]: await folder.sha256(described(files, sets)) } };
}

/** Reads PNG files one after the other. */
export async function readPictures(
  folder: SourceFolder,
  files: readonly PngFile[],
  sizing: Sizing,
  { signal, onProgress }: Pick<DataOptions, "signal" | "onProgress">,
): Promise<Picture[]> {
  const pictures: Picture[] = [];
  let expected = sizing.scaleTo ?? sizing.expected;
  for (const [done, { name }] of files.entries()) {
    const path = folder.pathOf(name);
    if (done % 100 === 0) {
      onProgress?.({ label: `reading ${folder.pathOf("")}`, done, total: files.length, unit: "images" });
    }
    const { bytes } = await folder.read(name, { maximumBytes: largestPng, gunzip: false }, signal);
    const decoded = decodePng(bytes, path);
    const picture = sizing.gray ? toGray(decoded) : decoded;
    const fitted = sizing.scaleTo === undefined ? picture : scaleImage(picture, sizing.scaleTo);
    // All have the size of the first, so that it tells whether all of them fit into memory.
    if (done === 0) requireRoom({ ...fitted, count: files.length }, folder.pathOf(""));
    expected ??= fitted;
    if (fitted.height !== expected.height || fitted.width !== expected.width) {
      const as = sizing.expected === undefined ? ` like ${files[0]?.name}` : "";
      throw new HourglassError(
        `${path}: expected ${expected.height} x ${expected.width} pixels${as}, ` +
          `found ${fitted.height} x ${fitted.width}; ${sizing.advice}`,
      );
    }
    pictures.push(fitted);
  }
  return pictures;
}

/** Pictures of one size as a set of one number of channels; gray becomes RGB where that is wanted. */
export function joinPictures(pictures: readonly Picture[], channels: number, source: string): ImageSet {
  const { height = 0, width = 0 } = pictures[0] ?? {};
  const shape = { count: pictures.length, height, width, channels };
  const set = { ...shape, images: allocateImages(shape, source) };
  for (const [index, picture] of pictures.entries()) {
    set.images.set(
      picture.channels < channels ? repeatGray(picture.pixels) : picture.pixels,
      index * imageSize(set),
    );
  }
  return set;
}

/** Gray pixels as RGB. */
export function repeatGray(gray: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 3 * gray.length }, (_, at) => gray[Math.floor(at / 3)] as number);
}

/** The names and the pixels of all images, which do not depend on how a file is packed: for their checksum. */
function* described(
  files: readonly PngFile[],
  sets: readonly ImageSet[],
): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let file = 0;
  for (const set of sets) {
    const size = imageSize(set);
    for (let index = 0; index < set.count; index++) {
      yield encoder.encode(`${files[file++]?.name}\0${set.height}x${set.width}x${set.channels}\0`);
      yield set.images.subarray(index * size, (index + 1) * size) as Uint8Array<ArrayBuffer>;
    }
  }
}
