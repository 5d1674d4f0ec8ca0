import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { measuresGolden, toMatrix, type WrittenMatrix } from "../../../../../test/support/measures-golden.ts";
import { gram } from "../gram.ts";
import { lasso } from "./lasso.ts";

const golden = await measuresGolden<{
  x: WrittenMatrix;
  y: readonly number[];
  cases: readonly { penalty: number; coefficients: readonly number[] }[];
}>("lasso");
const x = toMatrix(golden.x);
const products = new Float64Array(x.columns);
x.data.forEach((value, index) => {
  products[index % x.columns]! += (value * Math.fround(golden.y[Math.floor(index / x.columns)]!)) / x.rows;
});
const regression = { gram: gram(x), products };

test("coefficients are those of scikit-learn, from none to all but the column of zeros", () => {
  const used = golden.cases.map(({ penalty, coefficients }) => {
    const found = lasso(regression, penalty);
    expectClose(found, coefficients, 1e-5);
    return found.filter((value) => value !== 0).length;
  });
  expect(used).toEqual(used.toSorted((a, b) => a - b));
  expect([used[0], used.at(-1)]).toEqual([0, 5]);
});

test("from wherever the search starts", () => {
  const { penalty, coefficients } = golden.cases[2]!;
  const start = Float64Array.of(3, -2, 1, 5, 0, 1);
  expectClose(lasso(regression, penalty, start), coefficients, 1e-5);
  expect(start).toEqual(Float64Array.of(3, -2, 1, 5, 0, 1));
});
