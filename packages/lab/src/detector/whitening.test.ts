import { createRandom } from "hourglass-core/internal/random/random.ts";
import { Matrix as DenseMatrix, inverse } from "ml-matrix";
import { expect, test } from "vitest";
import { equalRows } from "../../../../test/support/made-up-images.ts";
import type { Matrix } from "../measures/matrix.ts";
import { shrunkCovariance } from "./shrunk-covariance.ts";
import { fitWhitening } from "./whitening.ts";

/** Rows that are long in one direction. */
function longRows(rows: number): Matrix {
  const random = createRandom(1, "rows");
  const values = Array.from({ length: rows }, () => {
    const shared = 10 * random.normal();
    return [shared + random.normal() + 5, shared - random.normal(), random.normal()];
  });
  return { rows, columns: 3, data: Float32Array.from(values.flat()) };
}

test("the norm of a whitened code is its Mahalanobis distance", () => {
  const codes = longRows(50);
  const { mean, covariance } = shrunkCovariance(codes);
  const precision = inverse(covariance);
  const { data } = fitWhitening(codes)(codes);
  for (let row = 0; row < codes.rows; row++) {
    const centred = DenseMatrix.columnVector(
      [0, 1, 2].map((column) => codes.data[row * 3 + column]! - mean[column]!),
    );
    const squared = centred.transpose().mmul(precision).mmul(centred).get(0, 0);
    expect(Math.hypot(...data.subarray(row * 3, row * 3 + 3))).toBeCloseTo(Math.sqrt(squared), 5);
  }
});

test("what it was fitted on becomes round", () => {
  const codes = longRows(20_000);
  const { covariance } = shrunkCovariance(fitWhitening(codes)(codes));
  for (const [row, values] of covariance.to2DArray().entries()) {
    for (const [column, value] of values.entries()) expect(value).toBeCloseTo(row === column ? 1 : 0, 1);
  }
});

test("codes that are all the same leave distances as they are", () => {
  const same = { rows: 3, columns: 2, data: Float32Array.of(1, 2, 1, 2, 1, 2) };
  const { data } = fitWhitening(same)({ rows: 1, columns: 2, data: Float32Array.of(4, 6) });
  expect([...data]).toEqual([3, 4]);
});

test("and so do 60 codes whose mean is rounded", () => {
  const same = equalRows(60);
  expect(shrunkCovariance(same).covariance.trace()).toBe(0);
  const { data } = fitWhitening(same)(same);
  expect(data.every((value) => value === 0)).toBe(true);
});

test("codes of two kinds only, which shrinkage leaves singular, are whitened where they vary and kept apart where not", () => {
  const data = Float32Array.from({ length: 20 }, (_, at) => (at % 4 < 2 ? 1 : -1) * ((at % 2) + 1));
  const codes = { rows: 10, columns: 2, data };
  expect(shrunkCovariance(codes).shrinkage).toBeCloseTo(0, 12);
  const whiten = fitWhitening(codes);
  const norm = (code: readonly number[]): number =>
    Math.hypot(...whiten({ rows: 1, columns: 2, data: Float32Array.from(code) }).data);
  expect(norm([1, 2])).toBeCloseTo(1, 4);
  expect(norm([2, -1])).toBeGreaterThan(100);
  expect(Number.isFinite(norm([2, -1]))).toBe(true);
});
