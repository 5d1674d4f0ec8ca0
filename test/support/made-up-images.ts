import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import type { Matrix } from "hourglass-lab/internal/measures/matrix.ts";

/** Square images of waves of falling strength, as make_measures_golden_extremes.py draws them. */
export function madeUpImages(first: number, count: number, side: number): ImageSet {
  const wave = (x: number): number => Math.abs((x % 256) - 128);
  const images = Uint8Array.from({ length: count * side * side }, (_, index) => {
    const n = first + Math.floor(index / side ** 2);
    const [row, column] = [Math.floor(index / side) % side, index % side];
    return Math.floor(
      (8 * wave(37 * n + 3 * row) +
        4 * wave(61 * n + 5 * column) +
        2 * wave(17 * n + 2 * row + 7 * column) +
        wave(29 * n * n + 11 * row + 253 * column)) /
        8,
    );
  });
  return { count, height: side, width: side, channels: 1, images };
}

/** Codes of many values, as make_measures_golden_extremes.py has them. */
export function madeUpCodes(rows: number, columns: number): Matrix {
  const data = Float32Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    return ((37 * row + 11 * column + 7 * row * column) % 101) / 100;
  });
  return { rows, columns, data };
}

/** Rows of the same values, whose sums are rounded. */
export function equalRows(rows: number, row: readonly number[] = [0.1, -1e9, 1 / 3]): Matrix {
  const data = Float32Array.from({ length: rows * row.length }, (_, index) => row[index % row.length]!);
  return { rows, columns: row.length, data };
}
