import { basename } from "node:path";
import { HourglassError } from "../../errors.ts";
import { visible } from "../../validation.ts";
import type { DataOptions } from "../data-options.ts";
import { decodeNpy, npyLength } from "../npy.ts";
import { type NpzFile, openNpz } from "../npz.ts";
import { readUncompressed } from "../read-file.ts";
import { imagesOfArray } from "./array-images.ts";
import { classesOfArray } from "./array-labels.ts";
import { largestContent, type OwnData, type OwnPart, validationNotice } from "./own-data.ts";

/** The names under which an .npz file has its parts. */
interface Layout {
  readonly train: string;
  readonly trainLabels?: string;
  readonly test?: string;
  readonly testLabels?: string;
  readonly validation?: readonly string[];
}

/** Those of Keras's mnist.npz and of MedMNIST, and the plain one. */
const layouts: readonly Layout[] = [
  {
    ...{ train: "x_train", trainLabels: "y_train", test: "x_test", testLabels: "y_test" },
    validation: ["x_val", "y_val"],
  },
  {
    ...{ train: "train_images", trainLabels: "train_labels", test: "test_images", testLabels: "test_labels" },
    validation: ["val_images", "val_labels"],
  },
  { train: "images", trainLabels: "labels" },
];

/** A file of arrays, whose parts are read when they are wanted. */
export interface ArrayFile {
  readonly sha256: string;
  readonly train: () => Promise<OwnPart>;
  readonly test?: (() => Promise<OwnPart>) | undefined;
}

/** Whether a path names a file of NumPy arrays. */
export function isArrayFile(path: string): boolean {
  return /\.np[yz]$/i.test(path);
}

/**
 * Reads an .npy or .npz file as a data set.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function readArrayData(path: string, options: DataOptions): Promise<OwnData> {
  const { train, test, sha256 } = await openArrayFile(path, options);
  return { train: await train(), test: await test?.(), checksums: { [basename(path)]: sha256 } };
}

/**
 * Opens an .npy file, or an .npz file whose arrays have known names, or that has one alone.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openArrayFile(path: string, options: DataOptions): Promise<ArrayFile> {
  const { onNotice, signal } = options;
  const single = /\.npy$/i.test(path);
  const { bytes, sha256 } = await readUncompressed(path, {
    ...{ maximumBytes: largestContent, signal },
    ...(single ? { length: npyLength(path) } : { gunzip: false }),
  });
  if (single) {
    return { sha256, train: async () => ({ images: imagesOfArray(decodeNpy(bytes, path), path, options) }) };
  }
  const npz = await openNpz(bytes, path, largestContent);
  const { train, trainLabels, test, testLabels, validation = [] } = layoutOf(npz, path);
  const held = validation.filter((name) => npz.names.includes(name));
  if (held.length > 0) onNotice?.(validationNotice(path, held.join(", ")));
  const used = [train, trainLabels, test, testLabels, ...held];
  const unused = npz.names.filter((name) => !used.includes(name));
  if (unused.length > 0) onNotice?.(`${path}: not used: ${listNames(unused)}`);

  const partOf = async (imageName: string, labelName: string | undefined): Promise<OwnPart> => {
    const images = imagesOfArray(await npz.read(imageName), `${path}: ${visible(imageName)}`, options);
    if (labelName === undefined || !npz.names.includes(labelName)) return { images };
    const labels = await npz.read(labelName);
    return { images, classes: classesOfArray(labels, `${path}: ${labelName}`, images.count) };
  };
  return {
    sha256,
    train: () => partOf(train, trainLabels),
    test: test !== undefined && npz.names.includes(test) ? () => partOf(test, testLabels) : undefined,
  };
}

function layoutOf({ names }: NpzFile, path: string): Layout {
  const known = layouts.find(({ train }) => names.includes(train));
  if (known !== undefined) return known;
  const [train] = names;
  if (train === undefined || names.length > 1) {
    throw new HourglassError(
      `${path}: expected the arrays x_train (with y_train, x_test, y_test), or train_images (with train_labels, ` +
        `test_images, test_labels), or images (with labels), or one array alone, found ${listNames(names)}`,
    );
  }
  return { train };
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => visible(name));
  return names.length === 0 ? "no array" : `${shown.join(", ")}${names.length > 10 ? ", ..." : ""}`;
}
