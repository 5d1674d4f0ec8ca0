import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { criticalRange, rangeTail } from "./studentized-range.ts";

interface Golden {
  readonly ranges: readonly {
    readonly q: number;
    readonly count: number;
    readonly degreesOfFreedom: number;
    readonly p: number;
    readonly critical: number;
  }[];
}
const { ranges }: Golden = JSON.parse(
  await readFile(new URL("../../../../test/golden/study/comparisons.json", import.meta.url), "utf8"),
);

test.each(ranges)(
  "$count means, $degreesOfFreedom degrees of freedom, $q: as SciPy",
  ({ q, count, degreesOfFreedom, p, critical }) => {
    expect(Math.abs(rangeTail(q, count, degreesOfFreedom) - p)).toBeLessThan(1e-9 + 1e-6 * p);
    expect(criticalRange(0.05, count, degreesOfFreedom) / critical).toBeCloseTo(1, 6);
  },
);

test("of two means, Student's t: both tails beyond 12.706 are 5 % with one degree of freedom", () => {
  expect(criticalRange(0.05, 2, 1) / Math.SQRT2).toBeCloseTo(12.7062, 4);
});
