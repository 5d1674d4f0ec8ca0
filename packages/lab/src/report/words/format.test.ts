import { describe, expect, test } from "vitest";
import {
  formatCount,
  formatDuration,
  formatMeanAndDeviation,
  formatNumber,
  formatPercent,
  formatShape,
} from "./format.ts";

test.each([
  [0, "0"],
  [0.0915432, "0.09154"],
  [0.9, "0.9000"],
  [12, "12.00"],
  [1234.56, "1,235"],
  [203_111, "203,100"],
  [-0.5, "−0.5000"],
  [0.00001234, "1.234 × 10⁻⁵"],
  [-2e-12, "−2.000 × 10⁻¹²"],
  [-2.911e9, "−2.911 × 10⁹"],
  [Number.NaN, "not finite"],
  [Number.NEGATIVE_INFINITY, "not finite"],
])("formatNumber gives %d four significant digits", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

describe("formatPercent", () => {
  test("has one decimal", () => {
    expect(formatPercent(0.1815)).toBe("18.2%");
    expect(formatPercent(0)).toBe("0.0%");
    expect(formatPercent(1)).toBe("100.0%");
  });

  test("rounds neither few to none nor most to all", () => {
    expect(formatPercent(0.0001)).toBe("< 0.1%");
    expect(formatPercent(0.9999)).toBe("> 99.9%");
  });
});

test("counts, durations and shapes", () => {
  expect(formatCount(60_000)).toBe("60,000");
  expect([12.34, 75, 3_725].map(formatDuration)).toEqual(["12.3 s", "1 min 15 s", "1 h 2 min"]);
  expect(formatShape({ height: 28, width: 28, channels: 1 })).toBe("28 × 28");
  expect(formatShape({ height: 32, width: 24, channels: 3 })).toBe("32 × 24 × 3");
  expect(formatShape({ kind: "row", columns: 6 })).toBe("6 columns");
  expect(formatShape({ kind: "series", steps: 1, channels: 3 })).toBe("1 step of 3 channels");
});

test.each([
  [0.07123, 0.000312, "0.07123 ± 0.00031"],
  [-13.876, 0.42, "−13.88 ± 0.42"],
  [1234.5, 56.7, "1,235 ± 57"],
  [0.5, 1e-9, "0.500000 ± 0.000000"],
  [0.5, 0, "0.5000 ± 0"],
  [0.5, undefined, "0.5000"],
])("formatMeanAndDeviation gives %d with the decimals of %d", (mean, deviation, text) => {
  expect(formatMeanAndDeviation(mean, deviation)).toBe(text);
});
