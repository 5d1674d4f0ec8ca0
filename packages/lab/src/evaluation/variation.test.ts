import { expect, test } from "vitest";
import { createVariation } from "./variation.ts";

test("variances are summed over the columns, whatever the batches", () => {
  const variation = createVariation(2);
  variation.add(Float32Array.of(1, 10, 3, 10));
  variation.add(Float32Array.of(5, 16));
  // Of 1, 3, 5 and of 10, 10, 16.
  expect(variation.total()).toBeCloseTo(8 / 3 + 8, 12);
});

test("equal rows do not vary at all", () => {
  const variation = createVariation(3);
  for (let batch = 0; batch < 7; batch++) variation.add(Float32Array.of(0.1, 0.7, 1 / 3, 0.1, 0.7, 1 / 3));
  expect(variation.total()).toBe(0);
});
