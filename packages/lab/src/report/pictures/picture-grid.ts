import type { Pictures } from "../../evaluation/evaluation.ts";
import { type Drawn, drawSample } from "./draw-sample.ts";
import { codeRange, codeRaster, type Raster, toPng } from "./raster.ts";
import { requirePictures } from "./require-pictures.ts";

/** Pixels of the finished picture between two tiles, unless told otherwise. */
const usualGap = 6;

/** Width of a tile where a picture is to be shown large, and where it is one of many. */
export const largeTile = 84;
export const smallTile = 56;

/**
 * Puts pictures in rows on a transparent ground, each enlarged to the same width without smoothing.
 * A row is as high as its highest picture.
 */
export function composeRows(
  rows: readonly (readonly Raster[])[],
  tileWidth: number,
  gap: number = usualGap,
): Raster {
  // Pictures that are wider than a tile keep their pixels.
  const tile = Math.max(tileWidth, ...rows.flat().map(({ width }) => width));
  const heights = rows.map((row) => Math.max(1, ...row.map((raster) => scaledHeight(raster, tile))));
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const width = columns * (tile + gap) - gap;
  const height = heights.reduce((total, rowHeight) => total + rowHeight + gap, -gap);
  // An element a pixel: its four bytes move at once.
  const pixels = new Uint32Array(width * height);
  let top = 0;
  rows.forEach((row, rowIndex) => {
    row.forEach((raster, column) => {
      paint(raster, tile, { pixels, width, left: column * (tile + gap), top });
    });
    top += (heights[rowIndex] as number) + gap;
  });
  const isDrawing = rows.flat().every((raster) => raster.isDrawing);
  return {
    ...{ width, height, channels: 4, data: new Uint8Array(pixels.buffer) },
    ...(isDrawing ? { isDrawing } : {}),
  };
}

/** Pictures in rows of `columns`. */
export function inRows<T>(pictures: readonly T[], columns: number): T[][] {
  return Array.from({ length: Math.ceil(pictures.length / columns) }, (_, row) =>
    pictures.slice(row * columns, (row + 1) * columns),
  );
}

/** Pictures in rows of `columns` at their own size, one pixel or none apart: many as one. */
export function contactSheet(rasters: readonly Raster[], columns: number, gap: 0 | 1): Raster {
  return composeRows(inRows(rasters, columns), 1, gap);
}

/**
 * The figure of originals, their codes as heat maps and their reconstructions, one above the other, as a PNG file.
 * @throws HourglassError on what are no pictures of an evaluation
 */
export function renderFigureRows(pictures: Drawn & Pick<Pictures, "codeShape" | "examples">): Uint8Array {
  requirePictures(pictures, "renderFigureRows", "pictures");
  const { codeShape, examples } = pictures;
  const range = codeRange(examples.map(({ code }) => code));
  return toPng(
    composeRows(
      [
        examples.map(({ original }) => drawSample(original, pictures)),
        examples.map(({ code }) => codeRaster(code, codeShape, range)),
        examples.map(({ reconstruction }) => drawSample(reconstruction, pictures)),
      ],
      largeTile,
    ),
  );
}

interface Place {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly left: number;
  readonly top: number;
}

function paint(raster: Raster, tile: number, { pixels, width, left, top }: Place): void {
  const source = toPixels(raster);
  const height = scaledHeight(raster, tile);
  for (let row = 0; row < height; row++) {
    const sourceRow = Math.floor((row * raster.height) / height) * raster.width;
    const targetRow = (top + row) * width + left;
    for (let column = 0; column < tile; column++) {
      const sourceColumn = Math.floor((column * raster.width) / tile);
      pixels[targetRow + column] = source[sourceRow + sourceColumn] as number;
    }
  }
}

function scaledHeight(raster: Raster, tile: number): number {
  return Math.max(1, Math.round((raster.height / raster.width) * tile));
}

/** Red, green, blue and opacity of each pixel as one element. */
function toPixels({ width, height, channels, data }: Raster): Uint32Array {
  const bytes = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const start = pixel * channels;
    if (channels === 1) bytes.fill(data[start] as number, pixel * 4, pixel * 4 + 3);
    else bytes.set(data.subarray(start, start + 3), pixel * 4);
    bytes[pixel * 4 + 3] = channels === 4 ? (data[start + 3] as number) : 255;
  }
  return new Uint32Array(bytes.buffer);
}
