import { basename, dirname } from "node:path";
import { z } from "zod";
import { checkArgument, pathSchema, recordSchema } from "../../arguments.ts";
import { HourglassError, UsageError } from "../../errors.ts";
import { type DataOptions, dataFields } from "../data-options.ts";
import { type ImageSet, requireSizes } from "../image-set.ts";
import { isArrayFile, openArrayFile } from "./array-file.ts";
import { diskFolder } from "./disk-folder.ts";
import { findIdxParts, type IdxFiles, isIdxName, readIdxPart } from "./idx-folder.ts";
import { requirePath } from "./load-own.ts";
import { describeImage, scaleImages } from "./own-data.ts";
import { findPngParts, type PngFile } from "./png-files.ts";
import { joinPictures, readPictures, repeatGray } from "./png-folder.ts";
import { findIdx } from "./read-folder.ts";
import type { SourceFolder } from "./source-folder.ts";

export interface ReadImagesOptions extends Pick<DataOptions, "signal" | "onNotice" | "onProgress"> {
  /** Whether to scale images of another size, by area averaging; otherwise they are refused. */
  readonly resize?: boolean | undefined;
  /** Which part to read of data that have two; the test part by default. */
  readonly part?: "train" | "test" | undefined;
}

const optionsSchema = recordSchema<ReadImagesOptions>({
  signal: dataFields.signal,
  onNotice: dataFields.onNotice,
  onProgress: dataFields.onProgress,
  resize: z.boolean().optional(),
  part: z.enum(["train", "test"]).optional(),
});

/** Images without a split or labels, and what each is called. */
export interface NamedImages extends ImageSet {
  /** The file of each image, within the folder that was read; its index where a file has many. */
  readonly names: readonly string[];
}

type ImageSize = Pick<ImageSet, "height" | "width">;

/** The parts of what was found; data without a test part have one alone. */
interface Parts {
  readonly train: () => Promise<NamedImages>;
  readonly test?: (() => Promise<NamedImages>) | undefined;
}

/**
 * Reads images for a trained model: from whatever a model can be trained on (a folder of PNG or IDX files, an .npy or .npz
 * file), or from one PNG or IDX file. Gray images become RGB for a model of RGB; the other way round is refused.
 * @param shape what the model takes
 * @throws HourglassError on what cannot be used, naming the file, what was expected and what was found
 * @throws UsageError where a part is asked for of data that have none
 */
export async function readImages(
  path: string,
  shape: ImageSize & Pick<ImageSet, "channels">,
  options: ReadImagesOptions = {},
): Promise<NamedImages> {
  checkArgument(pathSchema, path, "readImages", "path");
  requireSizes(shape, "readImages", "shape");
  checkArgument(optionsSchema, options, "readImages", "options");
  const { train, test } = await findParts(path, shape, options);
  if (test === undefined && options.part !== undefined) {
    throw new UsageError(`--part: ${path} has one part alone: leave --part out`);
  }
  const { names, ...set } = await (options.part === "train" ? train : (test ?? train))();
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
const kinds = "a PNG file, a folder of PNG or IDX files, an .npy or .npz file or an IDX file";

async function findParts(path: string, size: ImageSize, options: ReadImagesOptions): Promise<Parts> {
  const found = await requirePath(path, kinds);
  if (found.isDirectory()) return partsOfFolder(diskFolder(path), size, options);
  const folder = diskFolder(dirname(path));
  if (/\.png$/i.test(path)) return pngParts(folder, { train: [{ name: basename(path) }] }, size, options);
  if (isIdxName(basename(path))) return idxParts(folder, { train: { images: basename(path) } }, options);
  if (!isArrayFile(path)) throw new HourglassError(`${path}: expected ${kinds}, found another file`);
  const { train, test } = await openArrayFile(path, options);
  return {
    train: async () => numbered((await train()).images),
    test: test && (async () => numbered((await test()).images)),
  };
}

async function partsOfFolder(
  folder: SourceFolder,
  size: ImageSize,
  options: ReadImagesOptions,
): Promise<Parts> {
  const idx = await findIdx(folder);
  if (idx !== undefined)
    return idxParts(idx.folder, await findIdxParts(idx.folder, idx.names, options), options);
  return pngParts(folder, await findPngParts(folder, await folder.list(""), options), size, options);
}

function idxParts(
  folder: SourceFolder,
  parts: { readonly train: IdxFiles; readonly test?: IdxFiles | undefined },
  options: ReadImagesOptions,
): Parts {
  const read =
    ({ images }: IdxFiles) =>
    async (): Promise<NamedImages> =>
      numbered((await readIdxPart(folder, { images }, options)).images);
  return { train: read(parts.train), test: parts.test && read(parts.test) };
}

function pngParts(
  folder: SourceFolder,
  parts: { readonly train: readonly PngFile[]; readonly test?: readonly PngFile[] | undefined },
  size: ImageSize,
  options: ReadImagesOptions,
): Parts {
  const sizing = options.resize ? { scaleTo: size, advice } : { expected: size, advice };
  const read = (files: readonly PngFile[]) => async (): Promise<NamedImages> => {
    const pictures = await readPictures(folder, files, sizing, options);
    const channels = pictures.some((picture) => picture.channels === 3) ? 3 : 1;
    return { ...joinPictures(pictures, channels, folder.pathOf("")), names: files.map(({ name }) => name) };
  };
  return { train: read(parts.train), test: parts.test && read(parts.test) };
}

/** Images that have no names of their own are called by their places. */
function numbered(set: ImageSet): NamedImages {
  return { ...set, names: Array.from({ length: set.count }, (_, index) => String(index)) };
}
