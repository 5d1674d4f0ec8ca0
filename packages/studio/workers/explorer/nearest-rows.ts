import { squaredDistance } from "hourglass-lab/internal/measures/squared-distance.ts";

/** A row, and its Euclidean distance. */
export interface NearRow {
  readonly index: number;
  readonly distance: number;
}

/**
 * The rows nearest to one, nearest first; of equal ones the first.
 * @param row `[size]`
 * @param rows `[N, size]`
 * @param without a row that does not count: the one itself
 */
export function nearestRows(
  row: Float32Array,
  rows: Float32Array,
  count: number,
  without?: number,
): readonly NearRow[] {
  const size = row.length;
  return Array.from({ length: rows.length / size }, (_, index) => ({
    index,
    distance: squaredDistance(row, 0, rows, index * size, size),
  }))
    .filter(({ index }) => index !== without)
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .slice(0, count)
    .map(({ index, distance }) => ({ index, distance: Math.sqrt(distance) }));
}
