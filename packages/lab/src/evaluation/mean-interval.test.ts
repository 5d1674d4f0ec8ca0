import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { meanInterval } from "./mean-interval.ts";

// Against SciPy: test/golden/make_measures_golden_baselines.py.

interface Golden {
  readonly intervals: readonly {
    readonly values: readonly number[];
    readonly mean: number;
    readonly interval: readonly [number, number];
  }[];
}

const golden = JSON.parse(
  await readFile(new URL("../../../../test/golden/measures/anomaly-baselines.json", import.meta.url), "utf8"),
) as Golden;

test.each(golden.intervals)("the interval of $values is SciPy's", ({ values, mean, interval }) => {
  const found = meanInterval(values);
  expect(found.mean).toBeCloseTo(mean, 12);
  expectClose(found.interval, interval, 1e-8);
});

test("of one value there is no interval, of equal ones it is a point", () => {
  expect(meanInterval([0.3])).toEqual({ mean: 0.3 });
  expect(meanInterval([2, 2, 2])).toEqual({ mean: 2, interval: [2, 2] });
  expect(() => meanInterval([])).toThrow(RangeError);
});
