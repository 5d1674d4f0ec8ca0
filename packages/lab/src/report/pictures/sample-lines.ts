import { createCanvas, type DrawingCanvas, type DrawingSize, type Rgb } from "./drawing-canvas.ts";
import type { Raster } from "./raster.ts";

/**
 * A line a channel over steps.
 * @param values standardised, `[steps, channels]`
 * @param colors of the channels, and again from the first where there are more
 */
export function linesRaster(
  values: Float32Array,
  channels: number,
  colors: readonly Rgb[],
  size: DrawingSize,
): Raster {
  const canvas = createCanvas(size);
  const thickness = Math.max(1, size.height / 50);
  for (let channel = 0; channel < channels; channel++) {
    const line = Float32Array.from(
      { length: values.length / channels },
      (_, step) => values[step * channels + channel] as number,
    );
    drawLine(canvas, line, thickness, colors[channel % colors.length] as Rgb);
  }
  return canvas.raster;
}

/** In each column of pixels, all that the line passes there: of many steps in one, from the least to the greatest. */
function drawLine(
  { columns, place, paint }: DrawingCanvas,
  line: Float32Array,
  thickness: number,
  color: Rgb,
): void {
  const last = line.length - 1;
  const stepAt = (column: number): number =>
    Math.min(last, Math.max(0, (column / Math.max(1, columns - 1)) * last));
  for (let column = 0; column < columns; column++) {
    const [start, end] = [stepAt(column - 0.5), stepAt(column + 0.5)];
    let top = Math.min(place(valueAt(line, start)), place(valueAt(line, end)));
    let bottom = Math.max(place(valueAt(line, start)), place(valueAt(line, end)));
    for (let step = Math.ceil(start); step <= end; step++) {
      top = Math.min(top, place(line[step] as number));
      bottom = Math.max(bottom, place(line[step] as number));
    }
    // What is no number has no line.
    if (!Number.isFinite(top + bottom)) continue;
    paint(column, top - thickness / 2, bottom + thickness / 2, color);
  }
}

/** On the straight line between two steps. */
function valueAt(line: Float32Array, step: number): number {
  const before = Math.floor(step);
  const value = line[before] as number;
  return step === before ? value : value + (step - before) * ((line[before + 1] as number) - value);
}
