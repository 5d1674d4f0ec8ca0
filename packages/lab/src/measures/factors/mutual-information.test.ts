import { expect, test } from "vitest";
import { measuresGolden } from "../../../../../test/support/measures-golden.ts";
import { contingencyOf, entropy, marginsOf, mutualInformation } from "./mutual-information.ts";

const { cases } = await measuresGolden<{
  cases: readonly {
    clusters: readonly number[];
    classes: readonly number[];
    mutualInformation: number;
  }[];
}>("agreement");

test("mutual information is that of scikit-learn", () => {
  expect(cases.length).toBeGreaterThan(0);
  for (const golden of cases) {
    const table = contingencyOf(golden.clusters, golden.classes);
    expect(mutualInformation(table)).toBeCloseTo(golden.mutualInformation, 12);
  }
});

test("a contingency table counts pairs, its margins single values", () => {
  const table = contingencyOf([0, 2, 2, 2], [1, 0, 1, 1]);
  expect(table).toEqual({ rows: 3, columns: 2, counts: Float64Array.of(0, 1, 0, 0, 1, 2), total: 4 });
  expect(marginsOf(table)).toEqual({ ofRows: Float64Array.of(1, 0, 3), ofColumns: Float64Array.of(1, 3) });
});

test("entropy is in nats, 0 for one value, and does not depend on the scale", () => {
  expect(entropy(Float64Array.of(5, 5))).toBeCloseTo(Math.LN2, 15);
  expect(entropy(Float64Array.of(0.25, 0.25))).toBeCloseTo(Math.LN2, 15);
  expect(entropy(Float64Array.of(0, 7))).toBe(0);
  expect(entropy(new Float64Array(2))).toBe(0);
});
