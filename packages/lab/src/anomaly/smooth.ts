import { type ImageSet, imageSize } from "hourglass-core/internal/data/image-set.ts";

/**
 * Images smoothed by the 3 x 3 binomial filter, (1, 2, 1) / 4 along both sides; beyond its edges an image is black.
 * @param values `[N, height, width, channels]`
 */
export function smooth(
  values: Float32Array,
  shape: Pick<ImageSet, "height" | "width" | "channels">,
): Float32Array {
  const { height, width, channels } = shape;
  const size = imageSize(shape);
  const row = width * channels;
  const along = filter(values, size, channels, (at) => Math.floor((at % row) / channels), width);
  return filter(along, size, row, (at) => Math.floor((at % size) / row), height);
}

/** Filters along one side, whose neighbouring pixels are `step` values apart; `placeOf` says where on it a value lies. */
function filter(
  values: Float32Array,
  size: number,
  step: number,
  placeOf: (at: number) => number,
  length: number,
): Float32Array {
  const places = Int32Array.from({ length: size }, (_, at) => placeOf(at));
  const result = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const place = places[at % size]!;
    const before = place > 0 ? values[at - step]! : 0;
    const after = place < length - 1 ? values[at + step]! : 0;
    result[at] = (before + 2 * values[at]! + after) / 4;
  }
  return result;
}
