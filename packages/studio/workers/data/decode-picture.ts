import { HourglassError } from "hourglass-core/internal/errors.ts";
import { mostPixels } from "hourglass-lab/internal/data/formats/png-chunks.ts";
import type { Picture } from "hourglass-lab/internal/data/formats/scale-image.ts";

/** Whether this browser gives a worker what it decodes pictures with. */
export function canDecodePictures(): boolean {
  return typeof createImageBitmap === "function" && typeof OffscreenCanvas === "function";
}

/**
 * Decodes a picture of any kind that the browser knows (JPEG, WebP, GIF, AVIF, BMP) to RGB, turned as its camera says. As with PNG files, what is
 * transparent lies over black, colour profiles are not applied, and of an animation the first picture is taken.
 * @throws HourglassError naming the file
 */
export async function decodePicture(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<Picture> {
  const bitmap = await bitmapOf(bytes, file);
  const { height, width } = bitmap;
  try {
    if (height * width > mostPixels) {
      throw new HourglassError(
        `${file}: expected a picture of 1 to ${mostPixels} pixels, found ${height} x ${width}; make it smaller`,
      );
    }
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (context === null) throw new HourglassError(`${file}: this browser gives no canvas to decode it on`);
    context.fillStyle = "black";
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return { height, width, channels: 3, pixels: withoutAlpha(data) };
  } finally {
    bitmap.close();
  }
}

async function bitmapOf(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: "none" });
  } catch (cause) {
    throw new HourglassError(
      `${file}: expected a picture that this browser can decode, such as PNG, JPEG or WebP, found a file that is damaged or of ` +
        "another kind; leave it out, or save it as PNG",
      { cause },
    );
  }
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from] as number;
    rgb[to++] = rgba[from + 1] as number;
    rgb[to++] = rgba[from + 2] as number;
  }
  return rgb;
}
