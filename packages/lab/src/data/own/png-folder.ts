import { type ImageSet, imageSize } from "hourglass-core/internal/data/image-set.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { DataOptions } from "../data-options.ts";
import { decodePng } from "../formats/decode-png.ts";
import { repeatGray, toGray } from "../formats/gray.ts";
import { isPngContent } from "../formats/png-chunks.ts";
import { type Picture, scaleImage } from "../formats/scale-image.ts";
import type { FoundData, ReadPart } from "./format.ts";
import {
  allocateImages,
  type OwnData,
  type OwnDataOptions,
  type OwnPart,
  requireRoom,
  type Sizing,
} from "./own-data.ts";
import { findPngParts, type PngFile, type PngParts } from "./png-files.ts";
import type { SourceFolder } from "./source-folder.ts";

/** More than any PNG file of the most pixels that are read. */
const largestPng = 2 ** 29;

/**
 * Finds the PNG files of a folder, in natural order of their names.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openPngFolder(folder: SourceFolder, options: OwnDataOptions): Promise<FoundData> {
  return foundPngs(folder, await findPngParts(folder, await folder.list(""), options), options);
}

/** One PNG file. */
export async function openPngFile(
  folder: SourceFolder,
  name: string,
  options: OwnDataOptions,
): Promise<FoundData> {
  return foundPngs(folder, { train: [{ name }] }, options);
}

function foundPngs(folder: SourceFolder, parts: PngParts, options: OwnDataOptions): FoundData {
  const read =
    (files: readonly PngFile[]): ReadPart =>
    async (sizing) => {
      const pictures = await readPictures(folder, files, sizing, options);
      return {
        ...joinPictures(pictures, channelsOf(pictures), folder.pathOf("")),
        names: files.map(({ name }) => name),
        areFiles: true,
        ...(files.some(({ className }) => className === undefined)
          ? {}
          : { classes: files.map(({ className }) => className as string) }),
      };
    };
  return {
    readAll: () => readPngs(folder, parts, options),
    train: read(parts.train),
    test: parts.test && read(parts.test),
  };
}

/** All pictures are gray, or all RGB: where any is RGB, the gray ones become RGB. */
async function readPngs(folder: SourceFolder, parts: PngParts, options: OwnDataOptions): Promise<OwnData> {
  const files = [...parts.train, ...(parts.test ?? [])];
  const advice = "scale all of them with --image-size HEIGHTxWIDTH";
  const { imageSize: scaleTo, gray } = options;
  const pictures = await readPictures(folder, files, { scaleTo, gray, advice }, options);
  const channels = channelsOf(pictures);
  const partOf = (from: number, to: number): OwnPart & { readonly samples: ImageSet } => {
    const classes = files.slice(from, to).flatMap(({ className }) => className ?? []);
    return {
      samples: joinPictures(pictures.slice(from, to), channels, folder.pathOf("")),
      classes: classes.length === 0 ? undefined : classes,
      files: files.slice(from, to).map(({ name }) => name),
    };
  };
  const train = partOf(0, parts.train.length);
  const test = parts.test === undefined ? undefined : partOf(parts.train.length, files.length);
  const sets = test === undefined ? [train.samples] : [train.samples, test.samples];
  return { train, test, checksums: { [folder.name]: await folder.sha256(described(files, sets)) } };
}

function channelsOf(pictures: readonly Picture[]): number {
  return pictures.some(({ channels }) => channels === 3) ? 3 : 1;
}

/** Reads PNG files one after the other. */
async function readPictures(
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
    const decoded =
      folder.decodePicture === undefined || isPngContent(bytes)
        ? decodePng(bytes, path)
        : await folder.decodePicture(bytes, path);
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
function joinPictures(pictures: readonly Picture[], channels: number, source: string): ImageSet {
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
