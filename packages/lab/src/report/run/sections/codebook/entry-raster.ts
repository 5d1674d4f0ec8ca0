import { sequentialColors } from "../../../pictures/color-map.ts";
import type { Raster } from "../../../pictures/raster.ts";

/** The rank of each entry by how often it is used, from 0 for the most used to 1 for the least. */
export function ranksOf(uses: readonly number[]): readonly number[] {
  const order = [...uses.keys()].sort((a, b) => (uses[b] as number) - (uses[a] as number) || a - b);
  const ranks = Array<number>(uses.length).fill(0);
  for (const [rank, entry] of order.entries()) ranks[entry] = rank / Math.max(1, uses.length - 1);
  return ranks;
}

/** The entries of a code as a picture, a pixel a place; of a row of places one row. */
export function entryRaster(
  entries: Int32Array,
  places: readonly number[],
  ranks: readonly number[],
): Raster {
  const width = places.at(-1) ?? 1;
  const height = entries.length / width;
  const data = new Uint8Array(entries.length * 3);
  for (const [place, entry] of entries.entries()) {
    data.set(sequentialColors(ranks[entry] as number), place * 3);
  }
  return { width, height, channels: 3, data };
}
