import { expect, test } from "vitest";
import { type FactorsGolden, measuresGolden, toMatrix } from "../../../../../test/support/measures-golden.ts";
import { factorsOf } from "./factor.ts";
import { separatedAttributes, squaredCorrelation } from "./separated-attributes.ts";

test("the gap of scores from one value is that of NumPy, for the class and for numbers", async () => {
  const { train, test, sap } = await measuresGolden<FactorsGolden>("factors");
  const [fitted, judged] = [train, test].map(({ codes, factors }) => ({
    codes: toMatrix(codes),
    factors: factorsOf(toMatrix(factors)),
  }));
  expect(separatedAttributes(fitted!, judged!)).toBeCloseTo(sap, 6);
});

test("a bin that nothing was fitted in says the most frequent class", () => {
  const sample = (
    codes: readonly number[],
    classes: readonly number[],
  ): Parameters<typeof separatedAttributes>[0] => ({
    codes: { rows: codes.length, columns: 1, data: Float32Array.from(codes) },
    factors: [{ values: Float32Array.from(classes), isClass: true }],
  });
  const fitted = sample([0, 0, 1, 1, 1], [0, 0, 1, 1, 1]);
  expect(separatedAttributes(fitted, sample([0, 0.5, 1], [0, 1, 1]))).toBe(1);
});

test("what does not vary correlates with nothing", () => {
  expect(squaredCorrelation(Float32Array.of(1, 1), Float32Array.of(0, 1))).toBe(0);
  const same = new Float32Array(60).fill(0.1);
  expect(squaredCorrelation(same, Float32Array.from(same.keys()))).toBe(0);
  expect(squaredCorrelation(Float32Array.of(1, 2), Float32Array.of(1, -1))).toBe(1);
});
