import { basename, dirname } from "node:path";
import { z } from "zod";
import { checkArgument, pathSchema, recordSchema } from "../../arguments.ts";
import { HourglassError } from "../../errors.ts";
import { type DataOptions, dataFields } from "../data-options.ts";
import { parseIdx } from "../idx.ts";
import { type ImageSet, requireSizes } from "../image-set.ts";
import { readUncompressed } from "../read-file.ts";
import { isArrayFile, readArrayImages } from "./array-file.ts";
import { diskFolder } from "./disk-folder.ts";
import { imagesOfIdx, isIdxName } from "./idx-folder.ts";
import { requirePath } from "./load-own.ts";
import { describeImage, largestContent, scaleImages } from "./own-data.ts";
import { findPngFiles, type PngFile } from "./png-files.ts";
import { joinPictures, readPictures, repeatGray } from "./png-folder.ts";
import type { SourceFolder } from "./source-folder.ts";

export interface ReadImagesOptions extends Pick<DataOptions, "signal" | "onNotice" | "onProgress"> {
  /** Whether to scale images of another size, by area averaging; otherwise they are refused. */
  readonly resize?: boolean | undefined;
}

const optionsSchema = recordSchema<ReadImagesOptions>({
  signal: dataFields.signal,
  onNotice: dataFields.onNotice,
  onProgress: dataFields.onProgress,
  resize: z.boolean().optional(),
});

/** Images without a split or labels, and what each is called. */
export interface NamedImages extends ImageSet {
  /** The file of each image, within the folder that was read; its index where a file has many. */
  readonly names: readonly string[];
}

/**
 * Reads images for a trained model: from a PNG file, a folder of PNG files (in it or in its subfolders), an .npy or
 * .npz file or an IDX file. Gray images become RGB for a model of RGB; the other way round is refused.
 * @param shape what the model takes
 * @throws HourglassError on what cannot be used, naming the file, what was expected and what was found
 */
export async function readImages(
  path: string,
  shape: Pick<ImageSet, "height" | "width" | "channels">,
  options: ReadImagesOptions = {},
): Promise<NamedImages> {
  checkArgument(pathSchema, path, "readImages", "path");
  requireSizes(shape, "readImages", "shape");
  checkArgument(optionsSchema, options, "readImages", "options");
  const { names, ...set } = await readAny(path, shape, options);
  const scaled = options.resize ? scaleImages(set, shape, path) : set;
  const fitted =
    scaled.channels === 1 && shape.channels === 3
      ? { ...scaled, channels: 3, images: repeatGray(scaled.images) }
      : scaled;
  const [expected, found] = [describeImage(shape), describeImage(fitted)];
  if (expected !== found) {
    const scalable = fitted.channels === shape.channels;
    throw new HourglassError(
      `${path}: expected images of ${expected}, which the model takes, found ${found}` +
        (scalable ? `; ${advice}` : "; convert the images to gray"),
    );
  }
  return { ...fitted, names };
}

const advice = "scale them with --resize";
const kinds = "a PNG file, a folder of them, an .npy or .npz file or an IDX file";

async function readAny(
  path: string,
  shape: Pick<ImageSet, "height" | "width">,
  options: ReadImagesOptions,
): Promise<NamedImages> {
  const found = await requirePath(path, kinds);
  const { signal } = options;
  if (found.isDirectory()) {
    const folder = diskFolder(path);
    const files = await findPngFiles(folder, "", await folder.list(""), options);
    return readPngFiles(folder, files, shape, options);
  }
  if (/\.png$/i.test(path)) {
    return readPngFiles(diskFolder(dirname(path)), [{ name: basename(path) }], shape, options);
  }
  if (isArrayFile(path)) return numbered(await readArrayImages(path, signal));
  if (isIdxName(basename(path))) {
    const { bytes } = await readUncompressed(path, { maximumBytes: largestContent, signal });
    return numbered(imagesOfIdx(parseIdx(bytes, path, 3), path));
  }
  throw new HourglassError(`${path}: expected ${kinds}, found another file`);
}

async function readPngFiles(
  folder: SourceFolder,
  files: readonly PngFile[],
  shape: Pick<ImageSet, "height" | "width">,
  options: ReadImagesOptions,
): Promise<NamedImages> {
  const sizing = options.resize ? { scaleTo: shape, advice } : { expected: shape, advice };
  const pictures = await readPictures(folder, files, sizing, options);
  const channels = pictures.some((picture) => picture.channels === 3) ? 3 : 1;
  return { ...joinPictures(pictures, channels, folder.pathOf("")), names: files.map(({ name }) => name) };
}

function numbered(set: ImageSet): NamedImages {
  return { ...set, names: Array.from({ length: set.count }, (_, index) => String(index)) };
}
