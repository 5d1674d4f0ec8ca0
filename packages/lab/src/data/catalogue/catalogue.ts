import { digitsChecksums } from "../digits/checksums.ts";
import { headerBytes } from "../formats/idx.ts";

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

/** A data set that is known by name. */
export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  readonly classNames: readonly string[];
  readonly image: { readonly height: number; readonly width: number; readonly channels: number };
  /** Number of images of each part. */
  readonly counts: { readonly train: number; readonly test: number };
  readonly files: Readonly<Record<FileRole, CatalogueFile>>;
  /** Folders on the web, with a final slash, each of which has every file as NAME.gz; none where generated. */
  readonly mirrors: readonly string[];
}

export const fileRoles: readonly FileRole[] = ["trainImages", "trainLabels", "testImages", "testLabels"];

const greyImage = { height: 28, width: 28, channels: 1 };
const mnistCounts = { train: 60_000, test: 10_000 };

export type CatalogueName = "mnist" | "fashion-mnist" | "digits";

/** The data sets by name. */
export const catalogue: Readonly<Record<CatalogueName, CatalogueEntry>> = {
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

export const catalogueNames: readonly CatalogueName[] = Object.keys(catalogue) as CatalogueName[];

export function isCatalogueName(name: string): name is CatalogueName {
  return Object.hasOwn(catalogue, name);
}

/** SHA-256 (hex) of the uncompressed files of a data set as it is published, by their names. */
export function publishedChecksums({ files }: CatalogueEntry): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.values(files).map(({ name, sha256 }) => [name, sha256]));
}

/** Whether a data set is made on this machine rather than fetched. */
export function isGenerated(entry: CatalogueEntry): boolean {
  return entry.mirrors.length === 0;
}

function digitNames(): readonly string[] {
  return Array.from({ length: 10 }, (_, digit) => String(digit));
}

/** The four files under the names that MNIST gave them, with their SHA-256 by name. */
function mnistFiles(checksums: Readonly<Record<string, string>>): CatalogueEntry["files"] {
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
