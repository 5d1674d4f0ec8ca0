import { type ImageShape, isImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Ground } from "../../state/map.ts";
import type { SampleLook } from "../sample-picture.ts";
import { rgbOf } from "./point-marks.ts";
import type { ScatterPicture } from "./scatter-picture.ts";
import { toScreen } from "./scatter-view.ts";
import type { Theme } from "./theme.ts";

/** How much of the ink the brightest pixel has: the points are to stay what one sees first. */
const inkShare = 0.3;
/** Of pictures that have colours of their own. */
const colourShare = 0.38;

/** The decodings as one picture: greys as ink on the ground of the page, colours faintly. */
export function groundPicture(ground: Ground, { shape }: SampleLook, theme: Theme): OffscreenCanvas {
  const { columns, rows, samples } = ground;
  if (!isImageShape(shape)) return new OffscreenCanvas(1, 1);
  const { height, width, channels } = shape;
  const whole = new OffscreenCanvas(columns * width, rows * height);
  const context = whole.getContext("2d");
  if (context === null) throw new TypeError("this browser draws no canvas");
  const image = context.createImageData(whole.width, whole.height);
  const ink = rgbOf(theme.ink);
  for (let cell = 0; cell < columns * rows; cell++) {
    const left = (cell % columns) * width;
    const top = Math.floor(cell / columns) * height;
    const plain = levelOfEdge(samples, cell * height * width * channels, shape);
    for (let pixel = 0; pixel < height * width; pixel++) {
      const from = (cell * height * width + pixel) * channels;
      const to = 4 * ((top + Math.floor(pixel / width)) * whole.width + left + (pixel % width));
      for (let channel = 0; channel < 3; channel++) {
        image.data[to + channel] =
          channels === 1 ? ink[channel]! : samples[from + Math.min(channel, channels - 1)]!;
      }
      image.data[to + 3] = channels === 1 ? Math.abs(samples[from]! - plain) * inkShare : 255 * colourShare;
    }
  }
  context.putImageData(image, 0, 0);
  return whole;
}

/**
 * The usual level at the edge of a grey picture: what differs from it is ink. Far from all codes a decoder may make everything light, and such
 * cells would be the first that one sees.
 */
export function levelOfEdge(
  samples: Ground["samples"],
  start: number,
  { height, width, channels }: ImageShape,
): number {
  if (channels !== 1) return 0;
  const edge: number[] = [];
  for (let column = 0; column < width; column++) {
    edge.push(samples[start + column]!, samples[start + (height - 1) * width + column]!);
  }
  for (let row = 0; row < height; row++) {
    edge.push(samples[start + row * width]!, samples[start + (row + 1) * width - 1]!);
  }
  return edge.sort((a, b) => a - b)[Math.floor(edge.length / 2)]!;
}

/** Draws it where its places lie now. */
export function drawGroundPicture(
  context: CanvasRenderingContext2D,
  { view, box }: ScatterPicture,
  { left, right, bottom, top }: Ground,
  whole: OffscreenCanvas,
): void {
  const [x, y] = toScreen(view, box, left, top);
  const [endX, endY] = toScreen(view, box, right, bottom);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(whole, x, y, endX - x, endY - y);
}
