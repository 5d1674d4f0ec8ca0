import { HourglassError } from "hourglass-core/internal/errors.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { formatCount } from "../terminal/progress.ts";

/**
 * Refuses results that are no numbers: nothing of them is written.
 * @param values `[rows, size]`, row-major
 * @param what the rows are, in words: `codes`
 * @throws HourglassError saying how many rows are not finite, and what that means
 */
export function requireNumbers(values: Float32Array, size: number, what: string): void {
  const rows = values.length / size;
  let broken = 0;
  for (let start = 0; start < values.length; start += size) {
    if (!values.subarray(start, start + size).every(Number.isFinite)) broken++;
  }
  if (broken === 0) return;
  throw new HourglassError(
    `the ${what} of ${formatCount(broken)} of ${counted(rows, "image")} are not finite numbers, so nothing is written: the weights of the ` +
      "model are too large to compute with; train it anew with a smaller --learning-rate",
  );
}
