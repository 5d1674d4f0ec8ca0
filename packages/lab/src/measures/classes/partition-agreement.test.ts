import { expect, test } from "vitest";
import { measuresGolden } from "../../../../../test/support/measures-golden.ts";
import { type Agreement, agreementOf } from "./partition-agreement.ts";

const { cases } = await measuresGolden<{
  cases: readonly (Agreement & { clusters: readonly number[]; classes: readonly number[] })[];
}>("agreement");

test("agreement is that of scikit-learn and SciPy, for more clusters, more classes and as many", async () => {
  expect(cases.length).toBeGreaterThan(0);
  for (const { clusters, classes, accuracy, nmi, ari } of cases) {
    const found = await agreementOf(clusters, classes);
    expect(found.accuracy).toBeCloseTo(accuracy, 12);
    expect(found.nmi).toBeCloseTo(nmi, 12);
    expect(found.ari).toBeCloseTo(ari, 12);
  }
});

const { agreement } = await measuresGolden<{
  agreement: readonly (Agreement & {
    name: string;
    clusters: readonly number[];
    classes: readonly number[];
  })[];
}>("extremes");

test.each(agreement)("$name: as scikit-learn has it", async ({ clusters, classes, accuracy, nmi, ari }) => {
  const found = await agreementOf(clusters, classes);
  expect(found.accuracy).toBeCloseTo(accuracy, 12);
  expect(found.nmi).toBeCloseTo(nmi, 12);
  expect(found.ari).toBeCloseTo(ari, 12);
});

test("one cluster of one class agrees; of several classes it says nothing", async () => {
  expect(await agreementOf([0, 0, 0], [0, 0, 0])).toEqual({ accuracy: 1, nmi: 1, ari: 1 });
  expect(await agreementOf([0, 0, 0, 0], [0, 1, 0, 1])).toEqual({ accuracy: 0.5, nmi: 0, ari: 0 });
});
