import { expect, test } from "vitest";
import { equalRows } from "../../../../test/support/made-up-images.ts";
import { fitStandardiser } from "./standardise.ts";

const matrix = { rows: 4, columns: 2, data: Float32Array.of(1, 7, 3, 7, 5, 7, 7, 7) };

test("columns get mean 0 and deviation 1, one that does not vary becomes 0", () => {
  const { means, deviations, apply } = fitStandardiser(matrix);
  expect([...means]).toEqual([4, 7]);
  expect([...deviations]).toEqual([Math.sqrt(5), 1]);
  const { rows, columns, data } = apply(matrix);
  expect([rows, columns]).toEqual([4, 2]);
  expect(data).toEqual(Float32Array.of(-3, 0, -1, 0, 1, 0, 3, 0).map((x) => x / Math.sqrt(5)));
});

test("other rows are moved and scaled as the fitted ones", () => {
  const { data } = fitStandardiser(matrix).apply({ rows: 1, columns: 2, data: Float32Array.of(4, 9) });
  expect([...data]).toEqual([0, 2]);
});

test("equal rows become 0, however their mean is rounded", () => {
  for (const count of [3, 7, 60, 1_000]) {
    const rows = equalRows(count);
    const { deviations, apply } = fitStandardiser(rows);
    expect([...deviations]).toEqual([1, 1, 1]);
    expect(apply(rows).data.every((value) => value === 0)).toBe(true);
  }
});

test("what it is given stays as it is", () => {
  const before = matrix.data.slice();
  fitStandardiser(matrix).apply(matrix);
  expect(matrix.data).toEqual(before);
});
