import { HourglassError } from "../errors.ts";
import type { NpyArray, NpyData } from "./array.ts";
import type { ImageSet } from "./image-set.ts";
import type { NoticeOptions } from "./notices.ts";

/** What floats may lie outside 0 to 1 by: the rounding of whoever scaled them. */
const rounding = 1e-6;

/**
 * The images of an array `[N, H, W]` or `[N, H, W, C]` with one or three channels: bytes as they are, and other integers whose
 * values are those of bytes; floats from 0 to 1 rounded to the nearest of 256 levels; truth values as black and white.
 * @param where the file, and the array in it, for messages
 * @throws HourglassError on any other shape, type or value, with what to do that keeps the pictures
 */
export function imagesOfArray(
  { shape, type, data }: NpyArray,
  where: string,
  { onNotice }: NoticeOptions = {},
): ImageSet {
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  const found = `[${shape.join(", ")}]`;
  if (shape.length !== 3 && shape.length !== 4) {
    throw new HourglassError(
      `${where}: expected images of shape [N, H, W] or [N, H, W, C], found shape ${found}` +
        (shape.length === 2 ? "; rows of numbers are floats, or asked for by --samples row" : "") +
        (shape.length === 1 ? "; numbers, one a sample, are rows of one column: values.reshape(-1, 1)" : ""),
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
  const set = { count, height, width, channels };
  if (type === "bool") return { ...set, images: (data as Uint8Array).map((value) => 255 * value) };
  if (data instanceof Float32Array || data instanceof Float64Array) {
    return { ...set, images: bytesOfFloats(data, shape, where, onNotice) };
  }
  if (isTexts(data)) {
    throw new HourglassError(
      `${where}: expected images as uint8, or as floats from 0 to 1, found texts (${type}); save the pixels as numbers`,
    );
  }
  const images = data instanceof Uint8Array ? data : bytesOfIntegers(data, type, where);
  if (images.every((value) => value <= 1) && images.includes(1)) {
    onNotice?.(
      `${where}: no value is above 1, and of bytes white is 255, so that all images are nearly black; ` +
        'where 1 is white, save (images * 255).astype("uint8")',
    );
  }
  return { ...set, images };
}

function isTexts(data: NpyData): data is readonly string[] {
  return Array.isArray(data);
}

type Integers = Exclude<NpyData, readonly string[] | Float32Array | Float64Array>;

/** Integers wider than bytes, or signed, where all of them are those that bytes have. */
function bytesOfIntegers(data: Integers, type: string, where: string): Uint8Array {
  const bytes = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const value = Number(data[at]);
    if (value < 0 || value > 255) throw refuseIntegers(data, type, where);
    bytes[at] = value;
  }
  return bytes;
}

function refuseIntegers(data: Integers, type: string, where: string): HourglassError {
  let [least, most] = [data[0]!, data[0]!];
  for (const value of data) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  // Differences of signed integers may not fit their type, which np.interp leaves first.
  const advice =
    least < 0
      ? `scale them: np.interp(images, (${least}, ${most}), (0, 1)).astype("float32")`
      : `divide by the value of white: (images / ${type === "uint16" ? 65535 : most}).astype("float32")`;
  return new HourglassError(
    `${where}: expected images as uint8, or as floats from 0 to 1, found ${type} from ${least} to ${most}; ${advice}`,
  );
}

function bytesOfFloats(
  values: Float32Array | Float64Array,
  shape: readonly number[],
  where: string,
  onNotice: NoticeOptions["onNotice"],
): Uint8Array {
  const bytes = new Uint8Array(values.length);
  let clipped = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    // Written so that NaN is refused, too.
    if (!(value >= -rounding && value <= 1 + rounding)) throw refuseFloats(values, at, shape, where);
    const inside = Math.min(1, Math.max(0, value));
    if (inside !== value) clipped++;
    bytes[at] = Math.round(255 * inside);
  }
  if (clipped > 0) {
    onNotice?.(
      `${where}: ${clipped} values are outside 0 to 1 by rounding (at most ${rounding}) and were taken as 0 and 1`,
    );
  }
  return bytes;
}

function refuseFloats(
  values: Float32Array | Float64Array,
  at: number,
  shape: readonly number[],
  where: string,
): HourglassError {
  const placed = (index: number): string =>
    `found ${values[index]} at index [${indexOf(index, shape).join(", ")}]`;
  const unusable = values.findIndex((value) => !Number.isFinite(value));
  if (unusable >= 0) {
    return new HourglassError(
      `${where}: expected floats from 0 to 1, ${placed(unusable)}; ` +
        "leave out the images that have such values, or replace these by numbers",
    );
  }
  const [least, most] = rangeOf(values);
  return new HourglassError(
    `${where}: expected floats from 0 to 1, ${placed(at)} (all are from ${least} to ${most}); ` +
      adviceForRange(least, most) +
      (shape.length === 3 ? "; series of numbers are asked for by --samples series" : ""),
  );
}

function rangeOf(values: Float32Array | Float64Array): readonly [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

/** What keeps the pictures, by the values that there are. */
function adviceForRange(least: number, most: number): string {
  if (least >= -1 && least < -0.25 && most <= 1) return "from -1 to 1: save (images + 1) / 2";
  // Interpolation overshoots by some tenths at edges.
  if (least >= -0.25 && most <= 1.25) return "take what lies outside as 0 and 1: np.clip(images, 0, 1)";
  if (least >= 0 && most <= 255) return 'divide by 255: (images / 255).astype("float32")';
  if (least >= 0 && most <= 65_535)
    return 'divide by the value of white, such as (images / 65535).astype("float32")';
  return `scale them: np.interp(images, (${least}, ${most}), (0, 1)).astype("float32")`;
}

/** The index, axis by axis, of the element at a place in the row-major order. */
function indexOf(at: number, shape: readonly number[]): number[] {
  return shape.map((size, axis) => {
    const stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
    return Math.floor(at / stride) % size;
  });
}
