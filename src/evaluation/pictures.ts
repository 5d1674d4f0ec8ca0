import type { Autoencoder } from "../inference/autoencoder.ts";
import type { ImageError } from "./errors.ts";

export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** One test image and what the autoencoder made of it. */
export interface Reconstruction extends ImageError {
  /** `[imageSize]` bytes. */
  readonly original: Uint8Array;
  /** `[latentSize]`. */
  readonly code: Float32Array;
  /** `[imageSize]` bytes: the output in [0, 1] times 255, rounded. */
  readonly reconstruction: Uint8Array;
}

/** Values in [0, 1] as bytes, rounded. */
export function toBytes(values: Float32Array): Uint8Array {
  // A clamped array rounds to the nearest whole number and holds what lies outside to 0 and 255; what is no number becomes 0.
  const bytes = new Uint8ClampedArray(values.length);
  for (let index = 0; index < values.length; index++) bytes[index] = values[index]! * 255;
  return new Uint8Array(bytes.buffer);
}

/** The bytes of each of `count` images, views on `images`. */
export function eachImage(images: Uint8Array, count: number): readonly Uint8Array[] {
  const size = images.length / count;
  return Array.from({ length: count }, (_, row) => images.subarray(row * size, (row + 1) * size));
}

/** Decodings of `[N, latentSize]` codes: N images of `[imageSize]` bytes. */
export async function decodeToBytes(model: Autoencoder, codes: Float32Array): Promise<Uint8Array[]> {
  const bytes = toBytes(await model.decode(codes));
  return Array.from({ length: codes.length / model.latentSize }, (_, row) =>
    bytes.slice(row * model.sampleSize, (row + 1) * model.sampleSize),
  );
}
