import { palettes } from "./palette.ts";
import type { Raster } from "./raster.ts";

export type Rgb = readonly [red: number, green: number, blue: number];

/** The pixels of a drawing, its frame included. */
export interface DrawingSize {
  readonly width: number;
  readonly height: number;
}

/** A white ground in a frame, with a line through its middle, for drawings of values around a mean. */
export interface DrawingCanvas {
  /** Columns of pixels inside the frame. */
  readonly columns: number;
  /** Distance from the top, in pixels, at which a value stands: 0 in the middle, what is beyond `mostDeviations` at the edge. */
  place(value: number): number;
  /** Paints part of a column, from `top` to `bottom` in pixels; a pixel that is covered in part has part of the colour. */
  paint(column: number, top: number, bottom: number, color: Rgb): void;
  readonly raster: Raster;
}

/** Standard deviations from the middle of a drawing to its edges. */
export const mostDeviations = 3;

export function createCanvas({ width, height }: DrawingSize): DrawingCanvas {
  const inner = height - 2;
  const data = new Uint8Array(width * height * 3);
  const line = colorNamed("line");
  const blend = (column: number, row: number, share: number, color: Rgb): void => {
    const start = (row * width + column) * 3;
    color.forEach((channel, index) => {
      const under = data[start + index] as number;
      data[start + index] = Math.round(under + share * (channel - under));
    });
  };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const isFrame = row === 0 || column === 0 || row === height - 1 || column === width - 1;
      blend(column, row, 1, isFrame || row === height >> 1 ? line : [255, 255, 255]);
    }
  }
  return {
    columns: width - 2,
    place: (value) => {
      const held = Math.min(mostDeviations, Math.max(-mostDeviations, value));
      return 1 + (inner * (mostDeviations - held)) / (2 * mostDeviations);
    },
    paint(column, top, bottom, color) {
      const [first, last] = [Math.max(1, top), Math.min(height - 1, bottom)];
      for (let row = Math.floor(first); row < last; row++) {
        const covered = Math.min(last, row + 1) - Math.max(first, row);
        // Few colours make small files.
        blend(column + 1, row, Math.round(4 * covered) / 4, color);
      }
    },
    raster: { width, height, channels: 3, data, isDrawing: true },
  };
}

/** A colour of light pages. */
export function colorNamed(name: string): Rgb {
  const hex = palettes.light[name] ?? "#000000";
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16)) as unknown as Rgb;
}
