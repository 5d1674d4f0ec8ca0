import { ShapeError } from "../graph/type.ts";

/**
 * How many rows of `size` values there are.
 * @throws ShapeError when the last is incomplete
 */
export function countRows(values: ArrayLike<number>, size: number): number {
  if (values.length % size !== 0) {
    throw new ShapeError(`expected rows of ${size} values, found ${values.length} values in all`);
  }
  return values.length / size;
}
