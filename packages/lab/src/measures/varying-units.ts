import type { Matrix } from "./matrix.ts";

/** Of the largest value of a unit: float32 computes a constant to about a tenth of it. */
const leastRange = 1e-6;

/** The units of codes that take more than one value. */
export function varyingUnits(codes: Matrix): readonly number[] {
  return Array.from({ length: codes.columns }, (_, unit) => unit).filter((unit) => {
    const [least, greatest] = rangeOf(codes, unit);
    return greatest - least > leastRange * Math.max(Math.abs(least), Math.abs(greatest));
  });
}

/** The least and the greatest value of a column. */
export function rangeOf(
  { columns, data }: Matrix,
  column: number,
): readonly [least: number, greatest: number] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let at = column; at < data.length; at += columns) {
    least = Math.min(least, data[at]!);
    greatest = Math.max(greatest, data[at]!);
  }
  return [least, greatest];
}
