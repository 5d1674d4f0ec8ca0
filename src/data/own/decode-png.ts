import { convertIndexedToRgb, type DecodedPng, decode, hasPngSignature } from "fast-png";
import { HourglassError } from "../../errors.ts";
import type { Picture } from "./scale-image.ts";

/** More than any photograph; what a header claims beyond that is not allocated. */
const mostPixels = 2 ** 26;

/**
 * Decodes a PNG file to 8 bits, gray (one channel) or RGB (three). 16 bits are rounded to 8; an alpha channel is
 * composed over black, the background of MNIST and the value 0 to a model; a palette is gray where all of its
 * pixels are. Colour profiles are not applied. Of an animation the first picture is taken.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export function decodePng(bytes: Uint8Array<ArrayBuffer>, file: string): Picture {
  requireHeader(bytes, file);
  try {
    return toPicture(decode(bytes, { checkCrc: true }));
  } catch (error) {
    throw new HourglassError(`${file}: the PNG file is damaged: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Looks at signature and IHDR, which come first: the decoder would allocate whatever size they claim. */
function requireHeader(bytes: Uint8Array, file: string): void {
  const headerEnd = 33;
  if (!hasPngSignature(bytes)) {
    const found = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new HourglassError(
      `${file}: expected a PNG file, which starts with 89 50 4e 47 0d 0a 1a 0a, found ${found || "nothing"}`,
    );
  }
  if (bytes.length < headerEnd) {
    throw new HourglassError(
      `${file}: expected a PNG header of ${headerEnd} bytes, found a file of ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height, depth, interlace] = [
    view.getUint32(16),
    view.getUint32(20),
    view.getUint8(24),
    view.getUint8(28),
  ];
  if (width === 0 || height === 0 || width * height > mostPixels) {
    throw new HourglassError(
      `${file}: expected a picture of 1 to ${mostPixels} pixels, found ${height} x ${width}`,
    );
  }
  if (interlace !== 0 && depth < 8) {
    // The decoder takes a byte a pixel there.
    throw new HourglassError(
      `${file}: expected at least 8 bits a pixel in an interlaced PNG file, found ${depth}; ` +
        "save it without interlacing",
    );
  }
}

function toPicture(png: DecodedPng): Picture {
  const { height, width } = png;
  const { values, samples, opaque } = toSamples(png);
  const count = height * width;
  const colours = samples < 3 ? 1 : 3;
  const hasAlpha = samples === 2 || samples === 4;
  const pixels = new Uint8Array(count * colours);
  // Instead of an alpha channel, one colour may be declared transparent.
  const transparent = png.transparency;
  for (let pixel = 0; pixel < count; pixel++) {
    const from = pixel * samples;
    if (transparent?.every((value, c) => value === values[from + c])) continue;
    const alpha = hasAlpha ? values[from + colours]! / opaque : 1;
    for (let c = 0; c < colours; c++) {
      pixels[pixel * colours + c] = Math.round((values[from + c]! * alpha * 255) / opaque);
    }
  }
  return png.palette !== undefined && isGray(pixels)
    ? { height, width, channels: 1, pixels: pixels.filter((_, at) => at % 3 === 0) }
    : { height, width, channels: colours, pixels };
}

function isGray(pixels: Uint8Array): boolean {
  return pixels.every((value, at) => value === pixels[at - (at % 3)]);
}

interface Samples {
  readonly values: ArrayLike<number>;
  /** Numbers a pixel: gray, gray and alpha, RGB, or RGB and alpha. */
  readonly samples: number;
  /** The largest value that a number can have. */
  readonly opaque: number;
}

/** A number a channel of each pixel: palettes looked up, packed bits unpacked. */
function toSamples(png: DecodedPng): Samples {
  const { palette, depth, channels } = png;
  if (palette !== undefined) {
    return { values: convertIndexedToRgb(png), samples: palette[0]?.length ?? 3, opaque: 255 };
  }
  const opaque = 2 ** depth - 1;
  if (depth >= 8) return { values: png.data, samples: channels, opaque };
  // Gray of 1, 2 or 4 bits is packed into bytes as the indices of a palette are.
  const levels = Array.from({ length: opaque + 1 }, (_, level) => [level]);
  return { values: convertIndexedToRgb({ ...png, palette: levels }), samples: 1, opaque };
}
