import { HourglassError } from "../../errors.ts";
import type { ImageSet } from "../image-set.ts";
import type { NpyArray } from "../npy.ts";

/**
 * The images of an array `[N, H, W]` or `[N, H, W, C]` with one or three channels: bytes as they are, floats from
 * 0 to 1 rounded to the nearest of 256 levels.
 * @param where the file, and the array in it, for messages
 * @throws HourglassError on any other shape, type or value
 */
export function imagesOfArray({ shape, type, data }: NpyArray, where: string): ImageSet {
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  const found = `[${shape.join(", ")}]`;
  if (shape.length !== 3 && shape.length !== 4) {
    throw new HourglassError(
      `${where}: expected images of shape [N, H, W] or [N, H, W, C], found shape ${found}`,
    );
  }
  if (channels !== 1 && channels !== 3) {
    const first = shape[1] === 1 || shape[1] === 3;
    throw new HourglassError(
      `${where}: expected 1 or 3 channels in the last of the axes [N, H, W, C], found shape ${found}` +
        (first ? "; put the channels last: np.moveaxis(images, 1, -1)" : ""),
    );
  }
  if (count === 0 || height === 0 || width === 0) {
    throw new HourglassError(`${where}: expected images, found none in shape ${found}`);
  }
  if (data instanceof Uint8Array) return { count, height, width, channels, images: data };
  if (!(data instanceof Float32Array || data instanceof Float64Array)) {
    throw new HourglassError(
      `${where}: expected images as uint8, or as float32 or float64 from 0 to 1, found ${type}; ` +
        `convert them with .astype("uint8")`,
    );
  }
  return { count, height, width, channels, images: bytesOfFloats(data, shape, where) };
}

function bytesOfFloats(
  values: Float32Array | Float64Array,
  shape: readonly number[],
  where: string,
): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    // Written so that NaN is refused, too.
    if (!(value >= 0 && value <= 1)) {
      throw new HourglassError(
        `${where}: expected floats from 0 to 1, found ${value} at index [${indexOf(at, shape).join(", ")}]` +
          (value > 1 && value <= 255 ? `; divide by 255, or save bytes with .astype("uint8")` : ""),
      );
    }
    bytes[at] = Math.round(255 * value);
  }
  return bytes;
}

/** The index, axis by axis, of the element at a place in the row-major order. */
function indexOf(at: number, shape: readonly number[]): number[] {
  return shape.map((size, axis) => {
    const stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
    return Math.floor(at / stride) % size;
  });
}
