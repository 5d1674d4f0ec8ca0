import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { ContentLimit } from "hourglass-core/internal/files/file-content.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { DataOptions } from "../data-options.ts";
import { type IdxArray, idxLength, parseIdx } from "../formats/idx.ts";
import type { FoundData, ReadPart } from "./format.ts";
import {
  largestContent,
  numberedPart,
  type OwnDataOptions,
  type OwnPart,
  validationNotice,
} from "./own-data.ts";
import { isPicture } from "./png-files.ts";
import { folderWithin, type Listing, type SourceFolder } from "./source-folder.ts";

/**
 * Whether a file's name says that it is IDX: `train-images-idx3-ubyte.gz`, `labels.idx1`, `photos.idx`. An ending that says
 * otherwise goes before what stands inside a name.
 */
export function isIdxName(name: string): boolean {
  return /idx[13]|\.idx(\.gz)?$/i.test(name) && !/\.(png|np[yz])$/i.test(name);
}

/** The files of a part of a data set. */
interface IdxFiles {
  readonly images: string;
  readonly labels?: string | undefined;
}

interface IdxParts {
  readonly train: IdxFiles;
  readonly test?: IdxFiles | undefined;
}

/**
 * Finds the IDX files of a folder under the names that MNIST gave them, or one file of images under any name.
 * Labels and test part may be missing.
 * @returns `undefined` where it has none
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openIdxFolder(
  folder: SourceFolder,
  options: OwnDataOptions,
): Promise<FoundData | undefined> {
  const found = await findIdx(folder);
  return found && foundIdx(found.folder, await findIdxParts(found.folder, found.names, options), options);
}

/** One file of images. */
export async function openIdxFile(
  folder: SourceFolder,
  name: string,
  options: OwnDataOptions,
): Promise<FoundData> {
  return foundIdx(folder, { train: { images: name } }, options);
}

function foundIdx(folder: SourceFolder, { train, test }: IdxParts, options: OwnDataOptions): FoundData {
  const read =
    (files: IdxFiles): ReadPart =>
    async () =>
      numberedPart(await readIdxPart(folder, files, options));
  return {
    readAll: async () => {
      const checksums: Record<string, string> = {};
      const onRead = (name: string, sha256: string): void => {
        checksums[withoutEnding(name)] = sha256;
      };
      return {
        train: await readIdxPart(folder, train, options, onRead),
        test: test && (await readIdxPart(folder, test, options, onRead)),
        checksums,
      };
    },
    train: read(train),
    test: test && read(test),
  };
}

/** Where IDX files lie. */
interface IdxPlace {
  readonly folder: SourceFolder;
  /** Their names in it. */
  readonly names: readonly string[];
}

/** Folders that torchvision makes: `MNIST/raw`. */
const deepest = 2;

/**
 * Finds the IDX files of a folder: in it, or in its folder `raw`, or in the only folder that it has; `undefined` where it has none.
 * @throws HourglassError where there are pictures beside them
 */
async function findIdx(folder: SourceFolder, depth = 0): Promise<IdxPlace | undefined> {
  const listing = await folder.list("");
  const names = listing.files.filter(isIdxName);
  const picture = listing.files.find(isPicture);
  if (names.length > 0) {
    if (picture === undefined) return { folder, names };
    throw new HourglassError(
      `${folder.pathOf("")}: expected IDX files or PNG files, found both: ${names[0]} and ${picture}`,
    );
  }
  const inner = innerFolder(listing);
  if (inner === undefined || picture !== undefined || depth === deepest) return undefined;
  return findIdx(folderWithin(folder, inner), depth + 1);
}

function innerFolder({ folders }: Listing): string | undefined {
  return folders.find((name) => name === "raw") ?? (folders.length === 1 ? folders[0] : undefined);
}

/** Says by their names what the IDX files of a folder hold; a file that is there packed, too, counts once. */
async function findIdxParts(
  folder: SourceFolder,
  names: readonly string[],
  options: DataOptions,
): Promise<IdxParts> {
  const all = await withoutCopies(folder, names, options);
  const held = all.every(isValidation) ? [] : all.filter(isValidation);
  if (held.length > 0) options.onNotice?.(validationNotice(folder.pathOf(""), held.join(", ")));
  const single = all.filter((name) => !held.includes(name));
  const parts = tellApart(folder.pathOf(""), single);
  const used = [parts.train, parts.test].flatMap((files) => [files?.images, files?.labels]);
  const unused = single.filter((name) => !used.includes(name));
  if (unused.length > 0) options.onNotice?.(`${folder.pathOf("")}: not used: ${unused.join(", ")}`);
  return parts;
}

/** Reads images, and the labels that belong to them. */
async function readIdxPart(
  folder: SourceFolder,
  { images: imageFile, labels: labelFile }: IdxFiles,
  { signal }: DataOptions,
  onRead: (name: string, sha256: string) => void = () => undefined,
): Promise<OwnPart & { readonly samples: ImageSet }> {
  const read = async (name: string, rank: number): Promise<IdxArray> => {
    const content = await folder.read(name, idxLimit(folder, name), signal);
    onRead(name, content.sha256);
    return parseIdx(content.bytes, folder.pathOf(name), rank);
  };
  const samples = imagesOfIdx(await read(imageFile, 3), folder.pathOf(imageFile));
  if (labelFile === undefined) return { samples };
  const { values } = await read(labelFile, 1);
  if (values.length !== samples.count) {
    throw new HourglassError(
      `${folder.pathOf(labelFile)}: expected ${counted(samples.count, "label")}, found ${values.length}`,
    );
  }
  return { samples, classes: Array.from(values, String) };
}

function withoutEnding(name: string): string {
  return name.replace(/\.gz$/i, "");
}

/**
 * Leaves out packed files that lie beside the same unpacked, as torchvision leaves them.
 * @throws HourglassError where they are not the same
 */
export async function withoutCopies(
  folder: SourceFolder,
  names: readonly string[],
  { signal }: DataOptions = {},
): Promise<readonly string[]> {
  const packed = names.filter((name) => withoutEnding(name) !== name && names.includes(withoutEnding(name)));
  for (const name of packed) {
    const plain = withoutEnding(name);
    const [first, second] = await Promise.all(
      [plain, name].map((file) => folder.read(file, idxLimit(folder, file), signal)),
    );
    if (first?.sha256 !== second?.sha256) {
      throw new HourglassError(
        `${folder.pathOf("")}: expected ${plain} and ${name} to have the same content, found two; remove one of them`,
      );
    }
  }
  return names.filter((name) => !packed.includes(name));
}

function tellApart(folder: string, names: readonly string[]): IdxParts {
  const images = names.filter((name) => !isLabels(name));
  const labels = names.filter(isLabels);
  const [alone] = images.length === 1 ? images : [];
  if (alone !== undefined) {
    // Be it a test part by its name: it is all there is to train on.
    const own = labels.filter((name) => isTest(name) === isTest(alone));
    return { train: { images: alone, labels: onlyOne(folder, "training labels", own) } };
  }
  const partOf = (what: string, belongs: (name: string) => boolean): IdxFiles | undefined => {
    const own = onlyOne(folder, `${what} images`, images.filter(belongs));
    const labelFile = onlyOne(folder, `${what} labels`, labels.filter(belongs));
    return own === undefined ? undefined : { images: own, labels: labelFile };
  };
  const train = partOf("training", (name) => !isTest(name));
  if (train === undefined) {
    throw new HourglassError(
      `${folder}: expected an IDX file of training images, such as train-images-idx3-ubyte, found ${names.join(", ")}`,
    );
  }
  return { train, test: partOf("test", isTest) };
}

function isLabels(name: string): boolean {
  return !/idx3/i.test(name) && /idx1|label/i.test(name);
}

/** How much of an IDX file is read: what its header says. */
export function idxLimit(folder: SourceFolder, name: string): ContentLimit {
  return { maximumBytes: largestContent, length: idxLength(folder.pathOf(name), isLabels(name) ? 1 : 3) };
}

function isValidation(name: string): boolean {
  return /(?<![a-z])(val|valid|validation)(?![a-z])/i.test(name);
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
