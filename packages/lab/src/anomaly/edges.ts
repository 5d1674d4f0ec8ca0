import { type ImageSet, imageSize } from "hourglass-core/internal/data/image-set.ts";
import type { Matrix } from "../measures/matrix.ts";
import { smooth } from "./smooth.ts";

/** What {@link edges} are. */
export const edgesInWords: string =
  "both as edges: of the image smoothed by the 3 x 3 binomial filter, the rises in eight directions, each smoothed twice more";

/** Every 45 degrees, from the right. */
const directions = Array.from({ length: 8 }, (_, direction) => {
  const angle = (direction * Math.PI) / 4;
  return { x: Math.cos(angle), y: Math.sin(angle) };
});

/** A direction takes of a rise what lies along it above what would if the rise went towards the next direction: 0 from 45 degrees on. */
const besideIt = Math.SQRT1_2;

/**
 * How strongly images rise in eight directions: differences of the pixels at both sides of a pixel in the smoothed image, shared out to the one or two
 * directions that are nearest; each of these eight maps smoothed twice, and every second row and column of it. Strokes that are
 * a little off still meet, and those of another direction do not: histograms of oriented gradients (Dalal and Triggs, 2005), with
 * eight bins and without blocks.
 * @param values `[N, height, width, channels]`
 * @returns a row an image; of an image less than three pixels wide and high, zeros
 */
export function edges(values: Float32Array, shape: Pick<ImageSet, "height" | "width" | "channels">): Matrix {
  const { height, width, channels } = shape;
  const size = imageSize(shape);
  const rows = values.length / size;
  const smoothed = smooth(values, shape);
  const kept = keptPlaces(shape);
  const columns = directions.length * kept.length;
  const data = new Float32Array(rows * columns);
  const rowSize = width * channels;
  const across = risesAlong(smoothed, size, channels, (at) =>
    isInside(Math.floor((at % rowSize) / channels), width),
  );
  const down = risesAlong(smoothed, size, rowSize, (at) => isInside(Math.floor(at / rowSize), height));
  const beside = across.map((right, at) => besideIt * Math.hypot(right, down[at]!));
  for (const [direction, { x, y }] of directions.entries()) {
    const map = across.map((right, at) => Math.max(0, x * right + y * down[at]! - beside[at]!));
    const soft = smooth(smooth(map, shape), shape);
    for (let row = 0; row < rows; row++) {
      const target = row * columns + direction * kept.length;
      kept.forEach((place, index) => {
        data[target + index] = soft[row * size + place]!;
      });
    }
  }
  return { rows, columns, data };
}

/** Of every value the difference of those a `step` after and before it; 0 where it has not both. */
function risesAlong(
  values: Float32Array,
  size: number,
  step: number,
  inside: (at: number) => boolean,
): Float32Array {
  const rises = new Float32Array(values.length);
  const places = Int32Array.from({ length: size }, (_, at) => at).filter(inside);
  for (let start = 0; start < values.length; start += size) {
    for (const place of places) {
      const at = start + place;
      rises[at] = values[at + step]! - values[at - step]!;
    }
  }
  return rises;
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
