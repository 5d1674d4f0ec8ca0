import { at, type Numbers, tabulate } from "./numbers.ts";

/** Shapes, and what their numbers are multiplied by: exponentials of the largest overflow float32. */
export const logSumExpCases = [
  [[4], 1],
  [[3, 3], 1],
  [[2, 3, 1], 1],
  [[3, 2, 5], 1],
  [[2, 5], 400],
  [[2, 5], -400],
] as const;

/** log(sum of exp(scale x) over the last axis), in float64. */
export function sumOfExponentials(x: Numbers, scale: number): Numbers {
  return tabulate([...x.shape.slice(0, -1), 1], (position) => {
    const row = Array.from(
      { length: x.shape.at(-1) as number },
      (_, column) => scale * at(x, position.with(-1, column)),
    );
    const most = Math.max(...row);
    return most + Math.log(row.reduce((sum, value) => sum + Math.exp(value - most), 0));
  });
}
