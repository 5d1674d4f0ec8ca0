import { asQuantity } from "../columns/columns.ts";
import { requireFinite } from "../numbers.ts";
import type { SampleValues } from "./part.ts";
import { type SampleShape, tableOf } from "./shape.ts";

/**
 * Makes sure that the numbers of samples are finite. Of a table's rows those may be missing, NaN, of columns which say that rows may
 * lack them; in the place of a word any other number stands for any other word.
 * @throws HourglassError naming the first that is not
 */
export function requirePresent(shape: SampleShape, values: SampleValues, call: string, name: string): void {
  if (values instanceof Uint8Array) return;
  const mayLack = tableOf(shape)?.map((column) => asQuantity(column)?.missing === true);
  if (mayLack?.includes(true)) {
    requireFinite(withoutMissing(values, mayLack), call, name);
    return;
  }
  requireFinite(values, call, name);
}

function withoutMissing(values: Float32Array, mayLack: readonly boolean[]): Float32Array {
  return values.map((value, at) => (Number.isNaN(value) && mayLack[at % mayLack.length] ? 0 : value));
}
