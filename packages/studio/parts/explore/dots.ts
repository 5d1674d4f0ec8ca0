/** Red, green and blue, 0 to 255 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Draws a round dot with a soft edge over what is there. Ten thousand of them into bytes take a few milliseconds; as many calls of a
 * canvas took many times as long where no graphics card helps.
 * @param pixels RGBA bytes of a picture `width` pixels wide, as `ImageData` has them
 * @param opacity of 1
 */
export function drawDot(
  pixels: Uint8ClampedArray,
  width: number,
  x: number,
  y: number,
  radius: number,
  [red, green, blue]: Rgb,
  opacity: number,
): void {
  const height = pixels.length / 4 / width;
  const reach = radius + 0.5;
  const outer = reach * reach;
  const inner = Math.max(0, radius - 0.5) ** 2;
  const last = Math.min(width - 1, Math.floor(x + reach));
  const lowest = Math.min(height - 1, Math.floor(y + reach));
  for (let row = Math.max(0, Math.floor(y - reach)); row <= lowest; row++) {
    const down = row + 0.5 - y;
    for (let column = Math.max(0, Math.floor(x - reach)); column <= last; column++) {
      const right = column + 0.5 - x;
      const squared = right * right + down * down;
      if (squared >= outer) continue;
      const share = squared <= inner ? opacity : (reach - Math.sqrt(squared)) * opacity;
      const at = 4 * (row * width + column);
      if (pixels[at + 3] === 0) {
        pixels[at] = red;
        pixels[at + 1] = green;
        pixels[at + 2] = blue;
        pixels[at + 3] = 255 * share;
        continue;
      }
      // "Over" of Porter and Duff (1984), for colours that are not multiplied by their opacity.
      const under = ((pixels[at + 3] as number) / 255) * (1 - share);
      const both = share + under;
      pixels[at] = (red * share + (pixels[at] as number) * under) / both;
      pixels[at + 1] = (green * share + (pixels[at + 1] as number) * under) / both;
      pixels[at + 2] = (blue * share + (pixels[at + 2] as number) * under) / both;
      pixels[at + 3] = 255 * both;
    }
  }
}
