import { expect } from "vitest";

/** The largest |actual - expected|, in units of the largest |expected|. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let error = 0;
  let largest = 0;
  for (let index = 0; index < expected.length; index++) {
    const difference = Math.abs((actual[index] as number) - (expected[index] as number));
    // A maximum would pass over a NaN.
    if (Number.isNaN(difference)) return Number.NaN;
    error = Math.max(error, difference);
    largest = Math.max(largest, Math.abs(expected[index] as number));
  }
  return error === 0 ? 0 : error / largest;
}

/** Every element within `tolerance` times the largest of `expected`. */
export function expectClose(
  actual: ArrayLike<number> | undefined,
  expected: ArrayLike<number>,
  tolerance: number,
  what = "relative error",
): void {
  expect(relativeError(actual ?? [], expected), what).toBeLessThanOrEqual(tolerance);
}
