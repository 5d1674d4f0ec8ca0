import fc from "fast-check";
import { expect, test } from "vitest";
import { shortestNumber } from "./shortest-number.ts";

test("a float32 is written with few digits, and read back the same", () => {
  expect(shortestNumber(Math.fround(42.04))).toBe(42.04);
  expect(shortestNumber(Math.fround(1e-7))).toBe(1e-7);
  expect(shortestNumber(Number.NaN)).toBeNaN();
  expect(shortestNumber(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  fc.assert(fc.property(fc.float({ noNaN: true }), (value) => Math.fround(shortestNumber(value)) === value));
});
