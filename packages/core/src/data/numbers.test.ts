import { describe, expect, test } from "vitest";
import { areFinite } from "./numbers.ts";

const largest = (2 - 2 ** -23) * 2 ** 127;

describe("values are finite", () => {
  test.each([0, 1, 3, 4, 5, 8, 11])("%d of them, as large as there are", (count) => {
    expect(areFinite(new Float32Array(count).fill(largest))).toBe(true);
  });

  test.each([
    { count: 5, value: Number.NaN },
    { count: 8, value: Number.POSITIVE_INFINITY },
    { count: 11, value: Number.NEGATIVE_INFINITY },
  ])("unless one of $count is $value, wherever it stands", ({ count, value }) => {
    for (let at = 0; at < count; at++) {
      expect(areFinite(new Float32Array(count).fill(1).with(at, value))).toBe(false);
    }
  });

  test("unless infinities of both signs are among them", () => {
    expect(areFinite(Float32Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY))).toBe(false);
  });
});
