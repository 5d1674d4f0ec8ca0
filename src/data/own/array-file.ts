import { basename } from "node:path";
import { HourglassError } from "../../errors.ts";
import { decodeNpy, type NpyArray } from "../npy.ts";
import { type NpzFile, openNpz } from "../npz.ts";
import { readUncompressed } from "../read-file.ts";
import { imagesOfArray } from "./array-images.ts";
import { classesOfArray } from "./array-labels.ts";
import { largestContent, type OwnData, type OwnDataOptions, type OwnPart } from "./own-data.ts";

/** The names under which an .npz file has its parts. */
interface Layout {
  readonly train: string;
  readonly trainLabels?: string;
  readonly test?: string;
  readonly testLabels?: string;
}

/** That of Keras's mnist.npz, and the plain one. */
const layouts: readonly Layout[] = [
  { train: "x_train", trainLabels: "y_train", test: "x_test", testLabels: "y_test" },
  { train: "images", trainLabels: "labels" },
];

/** Whether a path names a file of NumPy arrays. */
export function isArrayFile(path: string): boolean {
  return /\.np[yz]$/i.test(path);
}

/**
 * Reads an .npy or .npz file as a data set.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function readArrayData(path: string, options: OwnDataOptions): Promise<OwnData> {
  const { bytes, sha256 } = await readUncompressed(path, {
    maximumBytes: largestContent,
    signal: options.signal,
  });
  const checksums = { [basename(path)]: sha256 };
  if (/\.npy$/i.test(path)) return { train: part(decodeNpy(bytes, path), path), checksums };
  const npz = openNpz(bytes, path, largestContent);
  const layout = layoutOf(npz, path);
  const used: readonly (string | undefined)[] = Object.values(layout);
  const unused = npz.names.filter((name) => !used.includes(name));
  if (unused.length > 0) options.onNotice?.(`${path}: not used: ${unused.join(", ")}`);
  const partOf = (images: string, labels: string | undefined): OwnPart =>
    part(npz.read(images), `${path}: ${images}`, readIfThere(npz, labels), `${path}: ${labels}`);
  const { train, test, trainLabels, testLabels } = layout;
  return {
    train: partOf(train, trainLabels),
    test: test !== undefined && npz.names.includes(test) ? partOf(test, testLabels) : undefined,
    checksums,
  };
}

/**
 * Reads the images alone of an .npy or .npz file: of the only array, or of the one called `images`.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function readArrayImages(
  path: string,
  signal: AbortSignal | undefined,
): Promise<OwnPart["images"]> {
  const { bytes } = await readUncompressed(path, { maximumBytes: largestContent, signal });
  if (/\.npy$/i.test(path)) return imagesOfArray(decodeNpy(bytes, path), path);
  const npz = openNpz(bytes, path, largestContent);
  const [only = "images"] = npz.names.length === 1 ? npz.names : [];
  if (!npz.names.includes(only)) {
    throw new HourglassError(
      `${path}: expected one array, or one called images, found ${listNames(npz)}; save the one that is meant as .npy`,
    );
  }
  return imagesOfArray(npz.read(only), `${path}: ${only}`);
}

function layoutOf(npz: NpzFile, path: string): Layout {
  const known = layouts.find(({ train }) => npz.names.includes(train));
  if (known !== undefined) return known;
  const [train] = npz.names;
  if (train === undefined || npz.names.length > 1) {
    throw new HourglassError(
      `${path}: expected the arrays x_train (with y_train, x_test, y_test), or images (with labels), ` +
        `or one array alone, found ${listNames(npz)}`,
    );
  }
  return { train };
}

function listNames({ names }: NpzFile): string {
  return names.length === 0 ? "no array" : names.join(", ");
}

function readIfThere(npz: NpzFile, name: string | undefined): NpyArray | undefined {
  return name !== undefined && npz.names.includes(name) ? npz.read(name) : undefined;
}

function part(array: NpyArray, where: string, labels?: NpyArray, whereLabels = ""): OwnPart {
  const images = imagesOfArray(array, where);
  return {
    images,
    classes: labels === undefined ? undefined : classesOfArray(labels, whereLabels, images.count),
  };
}
