import { isTyped, refuse } from "../arguments.ts";
import { requireBytes, requireFinite, requireFloats } from "../data/numbers.ts";
import { HourglassError } from "../errors.ts";
import type { Model } from "../model/model.ts";
import { countRows } from "./rows.ts";

// The arrays of rows that a trained model is given, checked before anything runs.

/**
 * Images as bytes.
 * @throws HourglassError on anything but whole images
 */
export function requireImageBytes(
  { sampleSize: imageSize }: Model,
  images: unknown,
  call: string,
): Uint8Array {
  const bytes = requireBytes(images, call, "images");
  countRows(bytes, imageSize, `${call}: images: `);
  return bytes;
}

/**
 * Images as bytes or as floats.
 * @throws HourglassError on anything but whole images, and naming a float that is not in [0, 1]
 */
export function requirePixels(model: Model, images: unknown, call: string): Uint8Array | Float32Array {
  if (isTyped(images, Uint8Array) || isTyped(images, Uint8ClampedArray)) {
    return requireImageBytes(model, images, call);
  }
  if (!isTyped(images, Float32Array)) {
    const advice = "give Float32Array.from(values), or bytes";
    return refuse(
      "a Uint8Array of bytes or a Float32Array of values in [0, 1]",
      images,
      call,
      "images",
      advice,
    );
  }
  countRows(images, model.sampleSize, `${call}: images: `);
  for (let at = 0; at < images.length; at++) {
    const value = images[at] as number;
    // No number is between anything, so the comparison is this way round.
    if (!(value >= 0 && value <= 1)) {
      throw new HourglassError(
        `${call}: images[${at}]: expected a value in [0, 1], found ${value}: scale the values, or give bytes as a Uint8Array`,
      );
    }
  }
  return images;
}

/**
 * Codes.
 * @throws HourglassError on anything but whole codes of finite numbers
 */
export function requireCodes({ latentSize }: Model, codes: unknown, call: string): Float32Array {
  const floats = requireFloats(codes, call, "codes");
  countRows(floats, latentSize, `${call}: codes: `);
  requireFinite(floats, call, "codes");
  return floats;
}
