import { encode, type ImageData } from "fast-png";
import type { ImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { CodeShape } from "../../evaluation/code-shape.ts";
import { type ColorMap, divergingColors, sequentialColors } from "./color-map.ts";

/** A picture: row-major bytes, grey (1 channel), RGB (3) or RGBA (4). */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly data: Uint8Array;
  /** Whether it may be scaled smoothly: pixels of an image stay squares. */
  readonly isDrawing?: boolean;
}

/** The values that the two ends of a colour map stand for. */
export interface ColorRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly colors: ColorMap;
}

/** An image set's bytes as a picture; other numbers of channels than 1 and 3 are shown as their mean, in grey. */
export function imageRaster(image: Uint8Array, { height, width, channels }: ImageShape): Raster {
  if (channels === 1 || channels === 3) return { width, height, channels, data: image };
  const data = Uint8Array.from({ length: height * width }, (_, pixel) => {
    let total = 0;
    for (let channel = 0; channel < channels; channel++) total += image[pixel * channels + channel] as number;
    return Math.round(total / channels);
  });
  return { width, height, channels: 1, data };
}

/**
 * One range for several codes, so that their colours compare: from 0 to the greatest value for codes that are never
 * negative, otherwise around 0, equally far to both sides.
 */
export function codeRange(codes: readonly Float32Array[]): ColorRange {
  let minimum = 0;
  let maximum = 0;
  for (const code of codes) {
    for (const value of code) {
      // What is no number has no colour of its own, and leaves those of the others as they are.
      if (!Number.isFinite(value)) continue;
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
    }
  }
  if (minimum === 0) return { minimum, maximum, colors: sequentialColors };
  return symmetricRange(Math.max(-minimum, maximum));
}

export function symmetricRange(greatest: number): ColorRange {
  return { minimum: -greatest, maximum: greatest, colors: divergingColors };
}

/** A code as a heat map, a pixel a value; cells beyond the code are transparent. */
export function codeRaster(code: Float32Array, shape: CodeShape, range: ColorRange): Raster {
  const data = new Uint8Array(shape.rows * shape.columns * 4);
  code.forEach((value, index) => {
    data.set(colorOf(value, range), index * 4);
    data[index * 4 + 3] = 255;
  });
  return { width: shape.columns, height: shape.rows, channels: 4, data };
}

/** Differences `[imageSize]` in colour, those of a pixel's channels averaged. */
export function differenceRaster(
  difference: Float32Array,
  { height, width, channels }: ImageShape,
  range: ColorRange,
): Raster {
  const data = new Uint8Array(height * width * 3);
  for (let pixel = 0; pixel < height * width; pixel++) {
    let total = 0;
    for (let channel = 0; channel < channels; channel++)
      total += difference[pixel * channels + channel] as number;
    data.set(colorOf(total / channels, range), pixel * 3);
  }
  return { width, height, channels: 3, data };
}

/** From black through mid-grey, which is 0, to white: for weights of red, green and blue, each by itself. */
const greyColors: ColorMap = (position) => {
  const grey = Math.round(255 * Math.min(1, Math.max(0, position)));
  return [grey, grey, grey];
};

/** Share of the weights that the ends of {@link weightRange} leave out: few large ones would make all others pale. */
const outliers = 0.005;

/** One range around 0 for the weights of filters; what lies beyond has the colour of its end. */
export function weightRange(filters: readonly Float32Array[], { channels }: ImageShape): ColorRange {
  const all = new Float32Array(filters.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  for (const weights of filters) {
    for (const weight of weights) if (Number.isFinite(weight)) all[count++] = Math.abs(weight);
  }
  const magnitudes = all.subarray(0, count).sort();
  const range = symmetricRange(magnitudes[Math.floor((1 - outliers) * magnitudes.length)] ?? 0);
  return channels === 3 ? { ...range, colors: greyColors } : range;
}

/** Weights `[height, width, channels]` in colour: of three channels as red, green and blue, of others averaged. */
export function weightRaster(weights: Float32Array, shape: ImageShape, range: ColorRange): Raster {
  if (shape.channels !== 3) return differenceRaster(weights, shape, range);
  const data = Uint8Array.from(weights, (weight) => colorOf(weight, range)[0] as number);
  return { width: shape.width, height: shape.height, channels: 3, data };
}

/** The colours of a range from left to right, for a legend. */
export function legendRaster(range: ColorRange): Raster {
  const width = 128;
  const data = new Uint8Array(width * 3);
  for (let step = 0; step < width; step++) data.set(range.colors(step / (width - 1)), step * 3);
  return { width, height: 1, channels: 3, data };
}

export function toPng(raster: Raster): Uint8Array {
  return encodePng(raster);
}

export function toDataUri(raster: Raster): string {
  const png = encodePng(indexed(raster) ?? raster);
  // One character a byte, as btoa wants them; it is the same in Node and in a browser, which Buffer is not.
  let characters = "";
  for (const byte of png) characters += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(characters)}`;
}

function encodePng(image: ImageData): Uint8Array {
  return encode({ ...image, depth: 8 }, { zlib: { level: 6 } });
}

/** The same picture in one byte a pixel, where it has so few colours that their list is worth its bytes. */
function indexed({ width, height, channels, data }: Raster): ImageData | undefined {
  if (channels === 1) return undefined;
  const most = Math.min(256, (width * height) / 16);
  // Transparent pixels have the first place: a PNG file gives the opacity of the first colours of its palette.
  const hasTransparent = channels === 4 && data.some((byte, index) => index % 4 === 3 && byte === 0);
  const places = new Map<number, number>(hasTransparent ? [[transparent, 0]] : []);
  const pixels = new Uint8Array(width * height);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const start = pixel * channels;
    const color = (data[start]! << 16) | (data[start + 1]! << 8) | data[start + 2]!;
    const key = channels === 4 && data[start + 3] === 0 ? transparent : color;
    const place = places.get(key) ?? places.size;
    if (place >= most) return undefined;
    places.set(key, place);
    pixels[pixel] = place;
  }
  const palette = [...places.keys()].map((key) => [
    (key >> 16) & 255,
    (key >> 8) & 255,
    key & 255,
    ...(hasTransparent ? [key === transparent ? 0 : 255] : []),
  ]);
  return { width, height, channels: 1, data: pixels, palette };
}

/** No colour of three bytes; its own are all 0. */
const transparent = 1 << 24;

/** What is not finite has the first colour. */
function colorOf(value: number, { minimum, maximum, colors }: ColorRange): readonly number[] {
  return colors(maximum > minimum && Number.isFinite(value) ? (value - minimum) / (maximum - minimum) : 0);
}
