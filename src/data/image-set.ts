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

/** A data set as it is published: a training and a test part, and what its bytes were. */
export interface Dataset {
  /** The name in the catalogue, such as `mnist`. */
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  readonly classNames: readonly string[];
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** File name to SHA-256 (hex) of its uncompressed bytes. */
  readonly checksums: Readonly<Record<string, string>>;
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
