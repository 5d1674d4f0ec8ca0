import type { HourglassRow } from "../experiment/hourglass-rows.ts";

/** How the values of a layer lie on a canvas: planes side by side, or units in lines. */
export interface ActivationsLayout {
  /** Of one plane, in pixels; 1 by 1 for a unit. */
  readonly tile: { readonly width: number; readonly height: number };
  readonly columns: number;
  /** Pixels between planes. */
  readonly apart: number;
  /** Of the canvas. */
  readonly width: number;
  readonly height: number;
}

const [mapsInLine, unitsInLine] = [16, 32];

/** @param count of values */
export function layoutOf(
  count: number,
  { depth, breadth }: Pick<HourglassRow, "depth" | "breadth">,
): ActivationsLayout {
  const isPlanes = depth > 1;
  const side = isPlanes ? Math.round(Math.sqrt(breadth)) : 1;
  const tile = { width: side, height: isPlanes ? Math.round(breadth / side) : 1 };
  const tiles = isPlanes ? depth : count;
  const columns = Math.min(tiles, isPlanes ? mapsInLine : unitsInLine);
  const apart = isPlanes ? 1 : 0;
  const lines = Math.ceil(tiles / columns);
  return {
    ...{ tile, columns, apart },
    width: columns * (tile.width + apart) - apart,
    height: lines * (tile.height + apart) - apart,
  };
}

/** `#rrggbb` each. */
export interface ActivationColours {
  readonly positive: string;
  readonly negative: string;
  readonly none: string;
}

/** Paints values from the ground's colour, where they are 0, to that of their sign, where they are the largest. */
export function paintActivations(
  context: Pick<CanvasRenderingContext2D, "putImageData" | "clearRect" | "createImageData">,
  values: Float32Array,
  { tile, columns, apart, width, height }: ActivationsLayout,
  colours: ActivationColours,
): void {
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const [positive, negative, none] = [colours.positive, colours.negative, colours.none].map(channels);
  const picture = context.createImageData(width, height);
  const inTile = tile.width * tile.height;
  for (const [at, value] of values.entries()) {
    const place = Math.floor(at / inTile);
    const x = (place % columns) * (tile.width + apart) + (at % tile.width);
    const y = Math.floor(place / columns) * (tile.height + apart) + Math.floor((at % inTile) / tile.width);
    const share = Math.abs(value) / most;
    const end = (value < 0 ? negative : positive) as readonly number[];
    for (let channel = 0; channel < 3; channel++) {
      const from = none?.[channel] ?? 0;
      picture.data[4 * (y * width + x) + channel] = Math.round(from + share * ((end[channel] ?? 0) - from));
    }
    picture.data[4 * (y * width + x) + 3] = 255;
  }
  context.clearRect(0, 0, width, height);
  context.putImageData(picture, 0, 0);
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
