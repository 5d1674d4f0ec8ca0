import { expect, test } from "vitest";
import { type FactorsGolden, measuresGolden, toMatrix } from "../../../../../test/support/measures-golden.ts";
import { factorsOf } from "./factor.ts";
import { mutualInformationGap } from "./mutual-information-gap.ts";

test("the gap is that of scikit-learn's mutual information, as disentanglement_lib computes it", async () => {
  const { train, mig } = await measuresGolden<FactorsGolden>("factors");
  const factors = factorsOf(toMatrix(train.factors));
  expect(mutualInformationGap(toMatrix(train.codes), factors)).toBeCloseTo(mig, 6);
});

test("it is 1 where each factor has a value to itself, 0 where it has two", () => {
  const values = Float32Array.of(0, 1, 0, 1, 2, 2);
  const other = Float32Array.of(0, 0, 1, 1, 0, 1);
  const code = (...columns: readonly Float32Array[]): Parameters<typeof mutualInformationGap>[0] => ({
    rows: 6,
    columns: columns.length,
    data: Float32Array.from(
      { length: 6 * columns.length },
      (_, index) => columns[index % columns.length]!.at(Math.floor(index / columns.length))!,
    ),
  });
  const factors = [
    { values, isClass: true },
    { values: other, isClass: false },
  ];
  expect(mutualInformationGap(code(other, values), factors)).toBeCloseTo(1, 12);
  expect(mutualInformationGap(code(values, other, values, other), factors)).toBeCloseTo(0, 12);
  const still = { values: new Float32Array(6), isClass: false };
  expect(mutualInformationGap(code(values), [still])).toBe(0);
});
