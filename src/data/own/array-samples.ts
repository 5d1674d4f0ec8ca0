import { HourglassError } from "../../errors.ts";
import type { DataOptions } from "../data-options.ts";
import type { NpyArray } from "../npy.ts";
import type { RowSet } from "../samples/row.ts";
import type { Samples } from "../samples/sample-kinds.ts";
import { imagesOfArray } from "./array-images.ts";

/**
 * The samples of an array: floats `[N, D]` are rows of numbers, all else is images.
 * @param where the file, and the array in it, for messages
 * @throws HourglassError on an array that has neither, with what to do
 */
export function samplesOfArray(
  array: NpyArray,
  where: string,
  options: Pick<DataOptions, "onNotice"> = {},
): Samples {
  const { shape, data } = array;
  const isFloat = data instanceof Float32Array || data instanceof Float64Array;
  return isFloat && shape.length === 2 ? rowsOf(data, shape, where) : imagesOfArray(array, where, options);
}

function rowsOf(
  numbers: Float32Array | Float64Array,
  [count = 0, columns = 0]: readonly number[],
  where: string,
): RowSet {
  if (numbers.length === 0) {
    throw new HourglassError(
      `${where}: expected rows of numbers, found none in shape [${count}, ${columns}]`,
    );
  }
  const values = Float32Array.from(numbers);
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return { kind: "row", count, columns, values };
  const advice = Number.isFinite(numbers[at])
    ? "float32 does not hold it: scale the column"
    : "leave out the rows that have such values, or replace these by numbers";
  throw new HourglassError(
    `${where}: expected finite numbers, found ${numbers[at]} in row ${Math.floor(at / columns)}, ` +
      `column ${at % columns} (the first is 0); ${advice}`,
  );
}
