import { HourglassError } from "../../errors.ts";
import { counted } from "../../words.ts";
import { type IdxArray, parseIdx } from "../idx.ts";
import type { ImageSet } from "../image-set.ts";
import { largestContent, type OwnData, type OwnDataOptions, type OwnPart } from "./own-data.ts";
import type { SourceFolder } from "./source-folder.ts";

/** Whether a file's name says that it is IDX: `train-images-idx3-ubyte.gz`, `labels.idx1`, `photos.idx`. */
export function isIdxName(name: string): boolean {
  return /idx[13]|\.idx(\.gz)?$/i.test(name);
}

/** The files of a data set by what they hold. */
interface IdxFiles {
  readonly trainImages: string;
  readonly trainLabels?: string | undefined;
  readonly testImages?: string | undefined;
  readonly testLabels?: string | undefined;
}

/**
 * Reads a folder of IDX files under the names that MNIST gave them, or with one file of images under any name.
 * Labels and test part may be missing.
 * @param names the names of the IDX files in the folder
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function readIdxFolder(
  folder: SourceFolder,
  names: readonly string[],
  options: OwnDataOptions,
): Promise<OwnData> {
  const files = tellApart(folder.pathOf(""), names);
  const used: readonly (string | undefined)[] = Object.values(files);
  const unused = names.filter((name) => !used.includes(name));
  if (unused.length > 0) options.onNotice?.(`${folder.pathOf("")}: not used: ${unused.join(", ")}`);
  const checksums: Record<string, string> = {};
  const read = async (name: string, rank: number): Promise<IdxArray> => {
    const content = await folder.read(name, largestContent, options.signal);
    checksums[name.replace(/\.gz$/i, "")] = content.sha256;
    return parseIdx(content.bytes, folder.pathOf(name), rank);
  };
  const readPart = async (imageFile: string, labelFile: string | undefined): Promise<OwnPart> => {
    const images = imagesOfIdx(await read(imageFile, 3), folder.pathOf(imageFile));
    if (labelFile === undefined) return { images };
    const { values } = await read(labelFile, 1);
    if (values.length !== images.count) {
      throw new HourglassError(
        `${folder.pathOf(labelFile)}: expected ${counted(images.count, "label")}, found ${values.length}`,
      );
    }
    return { images, classes: Array.from(values, String) };
  };
  const { trainImages, trainLabels, testImages, testLabels } = files;
  return {
    train: await readPart(trainImages, trainLabels),
    test: testImages === undefined ? undefined : await readPart(testImages, testLabels),
    checksums,
  };
}

/** Says by their names what the files of a folder hold. */
function tellApart(folder: string, names: readonly string[]): IdxFiles {
  const images = names.filter((name) => !isLabels(name));
  const labels = names.filter(isLabels);
  const [alone] = images.length === 1 ? images : [];
  if (alone !== undefined) {
    // Be it a test part by its name: it is all there is to train on.
    const own = labels.filter((name) => isTest(name) === isTest(alone));
    return { trainImages: alone, trainLabels: onlyOne(folder, "training labels", own) };
  }
  const training = (name: string): boolean => !isTest(name);
  const trainImages = onlyOne(folder, "training images", images.filter(training));
  if (trainImages === undefined) {
    throw new HourglassError(
      `${folder}: expected an IDX file of training images, such as train-images-idx3-ubyte, found ${names.join(", ")}`,
    );
  }
  return {
    trainImages,
    trainLabels: onlyOne(folder, "training labels", labels.filter(training)),
    testImages: onlyOne(folder, "test images", images.filter(isTest)),
    testLabels: onlyOne(folder, "test labels", labels.filter(isTest)),
  };
}

function isLabels(name: string): boolean {
  return !/idx3/i.test(name) && /idx1|label/i.test(name);
}

function isTest(name: string): boolean {
  return /t10k|(?<![a-z])test/i.test(name);
}

/** The one of `names`, if any; more are refused, since they cannot be told apart. */
function onlyOne(folder: string, what: string, names: readonly string[]): string | undefined {
  if (names.length > 1) {
    throw new HourglassError(
      `${folder}: expected one IDX file of ${what}, found ${names.length}: ${names.join(", ")}`,
    );
  }
  return names[0];
}

/**
 * @param file names the array's file in messages
 * @throws HourglassError where there are none
 */
export function imagesOfIdx({ dimensions, values }: IdxArray, file: string): ImageSet {
  const [count = 0, height = 0, width = 0] = dimensions;
  if (values.length === 0) {
    throw new HourglassError(`${file}: expected images, found ${dimensions.join(" x ")}`);
  }
  return { count, height, width, channels: 1, images: values };
}
