import { describe, expect, test } from "vitest";
import { errorsByClass, findExtremes } from "./errors.ts";

describe("errorsByClass", () => {
  test("describes each class that occurs, in order of the labels", () => {
    const values = Float64Array.of(1, 10, 3, 20);
    const errors = {
      bce: values,
      mse: values.map((value) => value / 2),
      sse: values.map((value) => value * 2),
    };
    expect(errorsByClass(errors, Uint8Array.of(7, 2, 7, 2))).toEqual([
      {
        label: 2,
        count: 2,
        errors: {
          bce: { mean: 15, standardDeviation: 5 },
          mse: { mean: 7.5, standardDeviation: 2.5 },
          sse: { mean: 30, standardDeviation: 10 },
        },
      },
      {
        label: 7,
        count: 2,
        errors: {
          bce: { mean: 2, standardDeviation: 1 },
          mse: { mean: 1, standardDeviation: 0.5 },
          sse: { mean: 4, standardDeviation: 2 },
        },
      },
    ]);
  });
});

describe("findExtremes", () => {
  test("takes both ends and the middle, the worst first", () => {
    const extremes = findExtremes(Float64Array.of(5, 1, 4, 2, 3), 2);
    expect(extremes).toEqual({ best: [1, 3], median: [3, 4], worst: [0, 2] });
  });

  test("keeps the order of the set among equal errors", () => {
    expect(findExtremes(Float64Array.of(1, 1, 1), 2)).toEqual({
      best: [0, 1],
      median: [0, 1],
      worst: [2, 1],
    });
  });

  test("takes what there is of a small set", () => {
    expect(findExtremes(Float64Array.of(2, 1), 5)).toEqual({ best: [1, 0], median: [1, 0], worst: [0, 1] });
  });
});
