import { samplesOfArray } from "hourglass-core/internal/data/array-samples.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { visible } from "hourglass-core/internal/validation.ts";
import { decodeNpy, npyLength } from "../formats/npy.ts";
import { type NpzFile, openNpz } from "../formats/npz.ts";
import { classesOfArray } from "./array-labels.ts";
import type { FoundData } from "./format.ts";
import {
  largestContent,
  numberedPart,
  type OwnDataOptions,
  type OwnPart,
  validationNotice,
} from "./own-data.ts";
import type { SourceFolder } from "./source-folder.ts";

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

/**
 * Opens an .npy file.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openNpyFile(
  folder: SourceFolder,
  name: string,
  options: OwnDataOptions,
): Promise<FoundData> {
  const file = folder.pathOf(name);
  const limit = { maximumBytes: largestContent, length: npyLength(file) };
  const { bytes, sha256 } = await folder.read(name, limit, options.signal);
  return foundArrays(name, sha256, async () => ({
    samples: samplesOfArray(decodeNpy(bytes, file), file, options),
  }));
}

/**
 * Opens an .npz file whose arrays have known names, or that has one alone.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openNpzFile(
  folder: SourceFolder,
  name: string,
  options: OwnDataOptions,
): Promise<FoundData> {
  const { onNotice, signal } = options;
  const path = folder.pathOf(name);
  const { bytes, sha256 } = await folder.read(name, { maximumBytes: largestContent, gunzip: false }, signal);
  const npz = await openNpz(bytes, path, largestContent);
  const { train, trainLabels, test, testLabels, validation = [] } = layoutOf(npz, path);
  const held = validation.filter((array) => npz.names.includes(array));
  if (held.length > 0) onNotice?.(validationNotice(path, held.join(", ")));
  const used = [train, trainLabels, test, testLabels, ...held];
  const unused = npz.names.filter((array) => !used.includes(array));
  if (unused.length > 0) onNotice?.(`${path}: not used: ${listNames(unused)}`);

  const partOf = async (imageName: string, labelName: string | undefined): Promise<OwnPart> => {
    const samples = samplesOfArray(await npz.read(imageName), `${path}: ${visible(imageName)}`, options);
    if (labelName === undefined || !npz.names.includes(labelName)) return { samples };
    const labels = await npz.read(labelName);
    return { samples, classes: classesOfArray(labels, `${path}: ${labelName}`, samples.count) };
  };
  return foundArrays(
    name,
    sha256,
    () => partOf(train, trainLabels),
    test !== undefined && npz.names.includes(test) ? () => partOf(test, testLabels) : undefined,
  );
}

type ReadArrays = () => Promise<OwnPart>;

function foundArrays(name: string, sha256: string, train: ReadArrays, test?: ReadArrays): FoundData {
  return {
    readAll: async () => ({ train: await train(), test: await test?.(), checksums: { [name]: sha256 } }),
    train: async () => numberedPart(await train()),
    test: test && (async () => numberedPart(await test())),
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
