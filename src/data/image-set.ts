/** Images as bytes, row-major `[count, height, width, channels]`, with a label an image where there are labels. */
export interface ImageSet {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** `count * height * width * channels` bytes, 0 to 255; a program scales them to [0, 1]. */
  readonly images: Uint8Array;
  /** A class number an image. */
  readonly labels?: Uint8Array;
}

/** A data set: a training and a test part, and what its bytes were. */
export interface Dataset {
  /** The name in the catalogue, such as `mnist`, or that of the file or folder with data of one's own. */
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  /** What the labels stand for, by class number; empty without labels. */
  readonly classNames: readonly string[];
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** File name to SHA-256 (hex) of its uncompressed bytes; a folder of PNG files has one, of all its pixels. */
  readonly checksums: Readonly<Record<string, string>>;
  /**
   * The seed by which images are held out of `train`. Absent where the order of the images is as published,
   * so that the last of them can be held out; files of one's own are often sorted by class.
   */
  readonly splitSeed?: number;
  /** How the test part was made, in words, where the data have none. */
  readonly split?: string;
}

/** The number of values of one image: height x width x channels. */
export function imageSize(set: Pick<ImageSet, "height" | "width" | "channels">): number {
  return set.height * set.width * set.channels;
}

/** Images `start` (included) to `end` (excluded), as a view on the same bytes. */
export function sliceImages(set: ImageSet, start: number, end: number): ImageSet {
  const size = imageSize(set);
  return {
    count: end - start,
    height: set.height,
    width: set.width,
    channels: set.channels,
    images: set.images.subarray(start * size, end * size),
    ...(set.labels === undefined ? {} : { labels: set.labels.subarray(start, end) }),
  };
}

/** The images at `indices`, copied. */
export function takeImages(set: ImageSet, indices: Int32Array): ImageSet {
  const size = imageSize(set);
  const images = new Uint8Array(indices.length * size);
  for (const [at, index] of indices.entries()) {
    images.set(set.images.subarray(index * size, (index + 1) * size), at * size);
  }
  const { labels } = set;
  return {
    count: indices.length,
    height: set.height,
    width: set.width,
    channels: set.channels,
    images,
    ...(labels === undefined ? {} : { labels: Uint8Array.from(indices, (index) => labels[index] as number) }),
  };
}
