import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";

/**
 * Rows are computed so many together. The runtime has a way of its own for a single row, whose sums are rounded otherwise: filled up, a
 * sample has the same score whatever is scored with it.
 */
const together = 8;

/** The rows of a batch and how many these are, with its last row again so often that their number is a multiple of {@link together}. */
export function filledUp(values: SampleValues, rows: number): readonly [SampleValues, number] {
  const count = Math.ceil(rows / together) * together;
  if (count === rows) return [values, rows];
  const size = values.length / rows;
  const filled = values instanceof Uint8Array ? new Uint8Array(count * size) : new Float32Array(count * size);
  filled.set(values);
  for (let row = rows; row < count; row++) filled.set(values.subarray((rows - 1) * size), row * size);
  return [filled, count];
}
