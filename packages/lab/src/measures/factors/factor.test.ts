import { expect, test } from "vitest";
import { binned, equalBins, factorsOf, gap } from "./factor.ts";

test("the first column of a table of factors is the class", () => {
  const factors = factorsOf({ rows: 2, columns: 2, data: Float32Array.of(3, 0.5, 4, 0.25) });
  expect(factors).toEqual([
    { values: Float32Array.of(3, 4), isClass: true },
    { values: Float32Array.of(0.5, 0.25), isClass: false },
  ]);
});

test("20 bins of equal width, the last with the greatest value, and what is beyond in the nearest", () => {
  const values = Float32Array.of(0, 0.4, 0.5, 5, 9.9, 10);
  expect(Array.from(binned(values))).toEqual([0, 0, 1, 10, 19, 19]);
  expect([-3, 12].map(equalBins(values))).toEqual([0, 19]);
  expect(Array.from(binned(Float32Array.of(2, 2)))).toEqual([0, 0]);
});

test("the gap is between the two largest", () => {
  expect(gap([1, 4, 2])).toBe(2);
  expect(gap([3])).toBe(3);
});
