import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { digitsChecksums } from "../digits/checksums.ts";
import { headerBytes } from "../formats/idx.ts";
import { sensorsChecksums } from "../sensors/checksums.ts";
import { sensorClasses, sensorTable } from "../sensors/table.ts";

/** What a file of a data set holds. */
export type FileRole = "trainImages" | "trainLabels" | "testImages" | "testLabels";

/** One IDX file of a data set as it is published. */
export interface CatalogueFile {
  /** Its name without `.gz`. */
  readonly name: string;
  /** Length of its uncompressed bytes. */
  readonly bytes: number;
  /** SHA-256 (hex) of its uncompressed bytes; gzip bytes differ from mirror to mirror. */
  readonly sha256: string;
}

/** What is told of every data set that is known by name. */
interface EntryFacts {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  readonly classNames: readonly string[];
  /** Number of samples of each part. */
  readonly counts: { readonly train: number; readonly test: number };
}

/** A data set of images that lie in four files, which are downloaded, or generated and kept. */
export interface FilesEntry extends EntryFacts {
  readonly image: { readonly height: number; readonly width: number; readonly channels: number };
  readonly files: Readonly<Record<FileRole, CatalogueFile>>;
  /** Folders on the web, with a final slash, each of which has every file as NAME.gz; none where generated. */
  readonly mirrors: readonly string[];
}

/** A data set of rows that has no files: it is drawn in memory whenever it is asked for, in well under a second. */
export interface DrawnEntry extends EntryFacts {
  readonly sample: SampleShape;
  /** Draws both parts. */
  readonly draw: (counts: EntryFacts["counts"]) => Promise<DrawnParts>;
  /** SHA-256 (hex) of each part as it is published. */
  readonly checksums: Readonly<Record<keyof DrawnParts, string>>;
}

export interface DrawnParts {
  readonly train: RowSet;
  readonly test: RowSet;
}

/** A data set that is known by name. */
export type CatalogueEntry = FilesEntry | DrawnEntry;

export const fileRoles: readonly FileRole[] = ["trainImages", "trainLabels", "testImages", "testLabels"];

const greyImage = { height: 28, width: 28, channels: 1 };
const mnistCounts = { train: 60_000, test: 10_000 };

export type FilesName = "mnist" | "fashion-mnist" | "digits";
export type DrawnName = "sensors";
export type CatalogueName = FilesName | DrawnName;

/** The data sets that have files, by name. */
export const filesCatalogue: Readonly<Record<FilesName, FilesEntry>> = {
  mnist: {
    name: "mnist",
    title: "MNIST handwritten digits",
    source: "Y. LeCun, C. Cortes and C. J. C. Burges, http://yann.lecun.com/exdb/mnist/",
    licence: "CC BY-SA 3.0",
    classNames: digitNames(),
    image: greyImage,
    counts: mnistCounts,
    files: mnistFiles({
      "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    }),
    mirrors: [
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
    ],
  },
  "fashion-mnist": {
    name: "fashion-mnist",
    title: "Fashion-MNIST, Zalando's article images",
    source: "H. Xiao, K. Rasul and R. Vollgraf, https://github.com/zalandoresearch/fashion-mnist",
    licence: "MIT",
    classNames: [
      "T-shirt/top",
      "Trouser",
      "Pullover",
      "Dress",
      "Coat",
      "Sandal",
      "Shirt",
      "Sneaker",
      "Bag",
      "Ankle boot",
    ],
    image: greyImage,
    counts: mnistCounts,
    files: mnistFiles({
      "train-images-idx3-ubyte": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
      "train-labels-idx1-ubyte": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
      "t10k-images-idx3-ubyte": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
      "t10k-labels-idx1-ubyte": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    }),
    // The bucket that its authors name serves HTTP only.
    mirrors: [
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    ],
  },
  digits: {
    name: "digits",
    title: "Digits drawn by the seeded generator of Hourglass",
    source: "generated on this machine by Hourglass",
    licence: "CC0 1.0",
    classNames: digitNames(),
    image: greyImage,
    counts: mnistCounts,
    files: mnistFiles(digitsChecksums),
    mirrors: [],
  },
};

/** The data sets by name. */
export const catalogue: Readonly<Record<FilesName, FilesEntry> & Record<DrawnName, DrawnEntry>> = {
  ...filesCatalogue,
  sensors: {
    name: "sensors",
    title: "Sensors of a machine, drawn by the seeded generator of Hourglass",
    source: "generated on this machine by Hourglass",
    licence: "CC0 1.0",
    classNames: sensorClasses,
    counts: { train: 20_000, test: 5_000 },
    sample: { kind: "row", columns: sensorTable.length, table: sensorTable },
    draw: async ({ train, test }) => {
      const { generateSensors, sensorsSeed } = await import("../sensors/generate.ts");
      return generateSensors({ seed: sensorsSeed, trainCount: train, testCount: test });
    },
    checksums: sensorsChecksums,
  },
};

export const catalogueNames: readonly CatalogueName[] = Object.keys(catalogue) as CatalogueName[];

export function isCatalogueName(name: string): name is CatalogueName {
  return Object.hasOwn(catalogue, name);
}

/** Whether a name is of a data set that has files, and so of images. */
export function isFilesName(name: string): name is FilesName {
  return Object.hasOwn(filesCatalogue, name);
}

/** Whether a data set has files. */
export function hasFiles(entry: CatalogueEntry): entry is FilesEntry {
  return "files" in entry;
}

/** SHA-256 (hex) of the uncompressed files of a data set as it is published, by their names. */
export function publishedChecksums({ files }: FilesEntry): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.values(files).map(({ name, sha256 }) => [name, sha256]));
}

/** Whether the files of a data set are made on this machine rather than fetched. */
export function isGenerated(entry: FilesEntry): boolean {
  return entry.mirrors.length === 0;
}

function digitNames(): readonly string[] {
  return Array.from({ length: 10 }, (_, digit) => String(digit));
}

/** The four files under the names that MNIST gave them, with their SHA-256 by name. */
function mnistFiles(checksums: Readonly<Record<string, string>>): FilesEntry["files"] {
  const file = (name: string, rank: number, values: number): CatalogueFile => ({
    name,
    bytes: headerBytes(rank) + values,
    sha256: checksums[name] ?? "",
  });
  const { train, test } = mnistCounts;
  const pixels = greyImage.height * greyImage.width;
  return {
    trainImages: file("train-images-idx3-ubyte", 3, train * pixels),
    trainLabels: file("train-labels-idx1-ubyte", 1, train),
    testImages: file("t10k-images-idx3-ubyte", 3, test * pixels),
    testLabels: file("t10k-labels-idx1-ubyte", 1, test),
  };
}
