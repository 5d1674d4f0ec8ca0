import { expect, test } from "vitest";
import { sliderLimits, valueOrder } from "./value-order.ts";

test("values that can all be seen stay in their order", () => {
  expect(valueOrder({ low: Float32Array.of(0, 0, 0), high: Float32Array.of(1, 3, 2) })).toEqual([0, 1, 2]);
});

test("of many values, those that vary most come first", () => {
  const high = new Float32Array(40).fill(1);
  high[7] = 3;
  high[30] = 2;
  const order = valueOrder({ low: new Float32Array(40), high });
  expect(order.slice(0, 4)).toEqual([7, 30, 0, 1]);
  expect(new Set(order).size).toBe(40);
});

test("a slider reaches what is usual and what there is", () => {
  const range = { low: Float32Array.of(-1, 0), high: Float32Array.of(2, 0) };
  expect(sliderLimits(range, 0, 0.5)).toEqual([-1, 2]);
  expect(sliderLimits(range, 0, 5)).toEqual([-1, 5]);
  expect(sliderLimits(range, 0, -4)).toEqual([-4, 2]);
});

test("a value that never varies can be moved", () => {
  expect(sliderLimits({ low: Float32Array.of(0), high: Float32Array.of(0) }, 0, 0)).toEqual([0, 1]);
});
