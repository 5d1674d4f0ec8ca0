import { describe, expect, test } from "vitest";
import { binsOf, histogramOf, meanAndDeviation, meanOf, spreadOf } from "./spread.ts";

describe("spreadOf", () => {
  test("gives the deviation of these values and interpolated quartiles, as NumPy does", () => {
    const spread = spreadOf(Float64Array.of(4, 1, 3, 2));
    expect(spread.mean).toBe(2.5);
    expect(spread.standardDeviation).toBeCloseTo(Math.sqrt(1.25), 12);
    expect(spread).toMatchObject({
      minimum: 1,
      lowerQuartile: 1.75,
      median: 2.5,
      upperQuartile: 3.25,
      maximum: 4,
    });
  });

  test("of one value has no deviation", () => {
    expect(spreadOf(Float64Array.of(7))).toMatchObject({
      mean: 7,
      standardDeviation: 0,
      minimum: 7,
      maximum: 7,
    });
  });

  test("leaves the values in their order", () => {
    const values = Float64Array.of(3, 1, 2);
    spreadOf(values);
    expect([...values]).toEqual([3, 1, 2]);
  });
});

test("the mean of nothing is refused", () => {
  expect(() => meanAndDeviation([])).toThrow(RangeError);
});

describe("histogramOf", () => {
  test("counts each value once, the greatest in the last bin", () => {
    expect(histogramOf(Float64Array.of(0, 0.9, 1, 2, 4), 4)).toEqual({
      minimum: 0,
      maximum: 4,
      counts: [2, 1, 1, 1],
    });
  });

  test("puts equal values into the first bin", () => {
    expect(histogramOf(Float64Array.of(2, 2, 2), 3).counts).toEqual([3, 0, 0]);
  });

  test("has bins of equal width", () => {
    expect(binsOf({ minimum: 1, maximum: 2, counts: [5, 6] })).toEqual([
      { start: 1, end: 1.5, count: 5 },
      { start: 1.5, end: 2, count: 6 },
    ]);
  });
});

test.each([3, 6, 7, 49, 1_000])(
  "%i equal values have exactly their value as the mean, and no deviation",
  (count) => {
    for (const value of [0.1, 0.7, -1 / 3, 1e300]) {
      const values = Array<number>(count).fill(value);
      expect(meanOf(values)).toBe(value);
      expect(meanAndDeviation(values)).toEqual({ mean: value, standardDeviation: 0 });
    }
  },
);
