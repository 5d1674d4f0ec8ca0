import type { Picture } from "./scale-image.ts";

/** An RGB picture as its luma by ITU-R BT.601, rounded: what Pillow's mode "L" has. A gray one stays as it is. */
export function toGray(picture: Picture): Picture {
  const { height, width, channels, pixels } = picture;
  if (channels === 1) return picture;
  const gray = new Uint8Array(height * width);
  for (let pixel = 0; pixel < gray.length; pixel++) {
    const [red, green, blue] = [pixels[3 * pixel]!, pixels[3 * pixel + 1]!, pixels[3 * pixel + 2]!];
    gray[pixel] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return { height, width, channels: 1, pixels: gray };
}

/** Gray pixels as RGB. */
export function repeatGray(gray: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 3 * gray.length }, (_, at) => gray[Math.floor(at / 3)] as number);
}
