import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";

test.each([
  [0.5, 0],
  [0.8413447460685429, 1],
  [0.925, 1.4395314709384563],
  [0.975, 1.959963984540054],
  [0.9986501019683699, 3],
  [0.9999997133484281, 5],
])("below the quantile of %d lies that share of the normal distribution", (p, quantile) => {
  expect(normalQuantile(p)).toBeCloseTo(quantile, 6);
  expect(normalQuantile(1 - p)).toBeCloseTo(-quantile, 6);
});
