import { type ImageSet, imageSize } from "hourglass-core/internal/data/image-set.ts";
import type { Matrix } from "../measures/matrix.ts";
import { smooth } from "./smooth.ts";

/** What {@link edges} are. */
export const edgesInWords: string =
  "both as edges: of the image smoothed by the 3 x 3 binomial filter, the rises to the right, left, bottom and top, each " +
  "smoothed twice more";

/**
 * How strongly images rise to the right, left, bottom and top: differences of the pixels at both sides of a pixel in the smoothed
 * image, the positive ones alone; each of these four maps smoothed twice, and every second row and column of it. Strokes that are
 * a little off still meet, and those of another direction do not: histograms of oriented gradients (Dalal and Triggs, 2005), with
 * four bins and without blocks.
 * @param values `[N, height, width, channels]`
 * @returns a row an image; of an image less than three pixels wide and high, zeros
 */
export function edges(values: Float32Array, shape: Pick<ImageSet, "height" | "width" | "channels">): Matrix {
  const { height, width, channels } = shape;
  const size = imageSize(shape);
  const rows = values.length / size;
  const smoothed = smooth(values, shape);
  const kept = keptPlaces(shape);
  const columns = 4 * kept.length;
  const data = new Float32Array(rows * columns);
  const rowSize = width * channels;
  const directions = [
    { step: channels, inside: (at: number) => isInside(Math.floor((at % rowSize) / channels), width) },
    { step: rowSize, inside: (at: number) => isInside(Math.floor(at / rowSize), height) },
  ];
  for (const [axis, { step, inside }] of directions.entries()) {
    const [rising, falling] = [new Float32Array(values.length), new Float32Array(values.length)];
    const places = Int32Array.from({ length: size }, (_, at) => at).filter(inside);
    for (let start = 0; start < values.length; start += size) {
      for (const place of places) {
        const at = start + place;
        const difference = smoothed[at + step]! - smoothed[at - step]!;
        if (difference > 0) rising[at] = difference;
        else falling[at] = -difference;
      }
    }
    for (const [sign, map] of [rising, falling].entries()) {
      const soft = smooth(smooth(map, shape), shape);
      for (let row = 0; row < rows; row++) {
        const target = row * columns + (2 * axis + sign) * kept.length;
        kept.forEach((place, index) => {
          data[target + index] = soft[row * size + place]!;
        });
      }
    }
  }
  return { rows, columns, data };
}

/** Whether a place along a side of an image has others on both sides. */
function isInside(place: number, length: number): boolean {
  return place > 0 && place < length - 1;
}

/** The values of every second row and column. */
function keptPlaces({
  height,
  width,
  channels,
}: Pick<ImageSet, "height" | "width" | "channels">): Int32Array {
  const size = height * width * channels;
  return Int32Array.from({ length: size }, (_, at) => at).filter((at) => {
    const pixel = Math.floor(at / channels);
    return Math.floor(pixel / width) % 2 === 0 && (pixel % width) % 2 === 0;
  });
}
