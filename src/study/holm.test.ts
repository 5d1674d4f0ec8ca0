import { expect, test } from "vitest";
import { holmCorrection } from "./holm.ts";

test("multiplies by the number of hypotheses left, never below a smaller p-value's", () => {
  // statsmodels.stats.multitest.multipletests(..., method="holm") gives the same by its definition.
  const corrected = holmCorrection([0.01, 0.04, 0.03, 0.005]);
  [0.03, 0.06, 0.06, 0.02].forEach((value, index) => {
    expect(corrected[index]).toBeCloseTo(value, 12);
  });
});

test("never exceeds 1, and takes no values", () => {
  expect(holmCorrection([0.9, 0.8])).toEqual([1, 1]);
  expect(holmCorrection([])).toEqual([]);
});
