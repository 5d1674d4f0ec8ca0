import { type ImageSet, imageSize } from "../data/image-set.ts";

/** Of every pixel, over the images of a set. Sums of whole numbers are exact. */
export interface PixelSums {
  /** Of its bytes, 0 to 255. */
  readonly sums: Float64Array;
  /** Of their squares. */
  readonly squares: Float64Array;
}

export function pixelSums({ images, ...shape }: ImageSet): PixelSums {
  const size = imageSize(shape);
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let start = 0; start < images.length; start += size) {
    for (let pixel = 0; pixel < size; pixel++) {
      const byte = images[start + pixel]!;
      sums[pixel]! += byte;
      squares[pixel]! += byte * byte;
    }
  }
  return { sums, squares };
}
