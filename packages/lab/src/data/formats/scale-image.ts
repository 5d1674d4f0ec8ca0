/** The size of an image in pixels. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** One image as bytes, row-major `[height, width, channels]`. */
export interface Picture extends ImageSize {
  readonly channels: number;
  readonly pixels: Uint8Array;
}

/**
 * Scales an image by area averaging: a new pixel is the mean of the part of the old image that it covers, so
 * nothing is skipped when it shrinks, and nothing is invented when it grows. Height and width are scaled
 * each for itself; the proportions are not kept.
 */
export function scaleImage(picture: Picture, size: ImageSize): Picture {
  const { height, width, channels, pixels } = picture;
  if (height === size.height && width === size.width) return picture;
  const rows = averageAxis(pixels, 1, height, width * channels, size.height);
  const scaled = averageAxis(rows, size.height, width, channels, size.width);
  return { ...size, channels, pixels: Uint8Array.from(scaled, Math.round) };
}

/** Averages the middle axis of `[outer, from, inner]`: gives `[outer, to, inner]`. */
function averageAxis(
  values: ArrayLike<number>,
  outer: number,
  from: number,
  inner: number,
  to: number,
): Float64Array {
  const averaged = new Float64Array(outer * to * inner);
  for (let target = 0; target < to; target++) {
    // What the target covers of the source, in units of 1 / to of a source pixel: whole numbers, so exact.
    const [start, end] = [target * from, (target + 1) * from];
    for (let source = Math.floor(start / to); source * to < end; source++) {
      const share = (Math.min((source + 1) * to, end) - Math.max(source * to, start)) / from;
      for (let row = 0; row < outer; row++) {
        const at = (row * to + target) * inner;
        const read = (row * from + source) * inner;
        for (let i = 0; i < inner; i++) averaged[at + i]! += share * values[read + i]!;
      }
    }
  }
  return averaged;
}
