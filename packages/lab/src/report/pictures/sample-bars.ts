import { colorNamed, createCanvas, type DrawingSize } from "./drawing-canvas.ts";
import type { Raster } from "./raster.ts";

/**
 * Values without neighbours as bars from left to right: up from the middle above 0, down below.
 * @param values standardised; of more than there are pixels across, a bar is the mean of a group of neighbours
 */
export function barsRaster(values: Float32Array, size: DrawingSize): Raster {
  const canvas = createCanvas(size);
  const bars = barsOf(values.length, size);
  const middle = canvas.place(0);
  const [above, below] = [colorNamed("run-0"), colorNamed("run-1")];
  const start = (bar: number): number => Math.floor((bar * canvas.columns) / bars);
  for (let bar = 0; bar < bars; bar++) {
    const value = meanOf(
      values.subarray(
        Math.floor((bar * values.length) / bars),
        Math.floor(((bar + 1) * values.length) / bars),
      ),
    );
    // What is no number has no bar.
    if (!Number.isFinite(value)) continue;
    const end = start(bar + 1);
    const gap = end - start(bar) < 3 ? 0 : Math.ceil((end - start(bar)) / 8);
    const top = canvas.place(value);
    for (let column = start(bar); column < end - gap; column++) {
      if (value > 0) canvas.paint(column, top, middle, above);
      else canvas.paint(column, middle, top, below);
    }
  }
  return canvas.raster;
}

/** How many bars so many values have: each is a pixel wide at least. */
export function barsOf(values: number, { width }: DrawingSize): number {
  return Math.min(values, width - 2);
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
