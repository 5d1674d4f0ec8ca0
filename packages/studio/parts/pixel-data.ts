/**
 * Greys or colours, as a canvas has them.
 * @param bytes row-major `[height, width, channels]`
 * @param colours red, green and blue of a byte, 3 numbers for each of 256: of one-channel pictures; greys unless given
 */
export function imageData(
  bytes: Uint8Array,
  height: number,
  width: number,
  channels: number,
  colours?: Uint8Array,
): ImageData {
  const image = new ImageData(width, height);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const byte = bytes[pixel * channels + Math.min(channel, channels - 1)] ?? 0;
      image.data[4 * pixel + channel] = colours === undefined ? byte : (colours[3 * byte + channel] ?? 0);
    }
    image.data[4 * pixel + 3] = 255;
  }
  return image;
}
