import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { auroc, rocCurve } from "./auroc.ts";

interface Golden {
  readonly roc: readonly {
    readonly normal: readonly number[];
    readonly anomalous: readonly number[];
    readonly auroc: number;
    readonly falsePositiveRate: readonly number[];
    readonly truePositiveRate: readonly number[];
  }[];
}

const golden = JSON.parse(
  await readFile(new URL("../../../../test/golden/measures/anomaly.json", import.meta.url), "utf8"),
) as Golden;

const scores = (...values: number[]): Float64Array => Float64Array.from(values);

test.each([0, 1, 2])("area and curve are scikit-learn's, with ties: case %d", (index) => {
  const { normal, anomalous, ...expected } = golden.roc[index]!;
  expect(auroc(scores(...normal), scores(...anomalous))).toBeCloseTo(expected.auroc, 13);
  const curve = rocCurve(scores(...normal), scores(...anomalous));
  expect(curve.map(({ falsePositiveRate }) => falsePositiveRate)).toEqual(expected.falsePositiveRate);
  expect(curve.map(({ truePositiveRate }) => truePositiveRate)).toEqual(expected.truePositiveRate);
});

test("scores that part the images have an area of 1, those that mistake them all 0, equal ones a half", () => {
  expect(auroc(scores(1, 2), scores(3, Infinity, 4))).toBe(1);
  expect(auroc(scores(3, 4), scores(1, 2, -Infinity))).toBe(0);
  expect(auroc(scores(5, 5), scores(5))).toBe(0.5);
});

test("both kinds are needed, and scores that are numbers", () => {
  expect(() => auroc(scores(), scores(1))).toThrow("found 0 normal and 1 anomalous");
  expect(() => rocCurve(scores(1), scores(Number.NaN))).toThrow("not a number");
});
