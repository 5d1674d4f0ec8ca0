import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { shrunkCovariance } from "./shrunk-covariance.ts";

interface Golden {
  readonly covariance: readonly {
    readonly rows: number;
    readonly columns: number;
    readonly data: readonly number[];
    readonly covariance: readonly number[];
    readonly shrinkage: number;
  }[];
}

const golden = JSON.parse(
  await readFile(new URL("../../../../test/golden/measures/anomaly.json", import.meta.url), "utf8"),
) as Golden;

test.each([
  ["more rows than columns", 0],
  ["fewer rows than columns", 1],
  ["a column that never varies", 2],
])("shrinks as scikit-learn does: %s", (_, index) => {
  const { rows, columns, data, covariance, shrinkage } = golden.covariance[index]!;
  const shrunk = shrunkCovariance({ rows, columns, data: Float32Array.from(data) });
  expect(shrunk.shrinkage).toBeCloseTo(shrinkage, 12);
  expectClose(shrunk.covariance.to1DArray(), covariance, 1e-12);
});

test("the mean is that of the rows", () => {
  const { mean } = shrunkCovariance({ rows: 2, columns: 2, data: Float32Array.of(1, 10, 3, 40) });
  expect([...mean]).toEqual([2, 25]);
});
