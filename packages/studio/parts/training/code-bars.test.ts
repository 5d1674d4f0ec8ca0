import { expect, test } from "vitest";
import { barsOf } from "./code-bars.ts";

test("a bar a value, where there is room", () => {
  expect(barsOf(Float32Array.of(1, -2, 0))).toEqual([1, -2, 0]);
});

test("neighbours share a bar, the one farthest from 0 shows", () => {
  const code = new Float32Array(130);
  code.set([0.5, -3, 1], 0);
  code[129] = 7;
  const bars = barsOf(code);
  expect(bars).toHaveLength(44);
  expect(bars[0]).toBe(-3);
  expect(bars.at(-1)).toBe(7);
});
