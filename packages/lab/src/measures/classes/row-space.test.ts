import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { goldenSplits, supervisedGolden } from "../../../../../test/support/golden-digits.ts";
import { gram } from "../gram.ts";
import { type Matrix, transposed } from "../matrix.ts";
import { fitStandardiser } from "../standardise.ts";
import { createLogisticRegression, type LogisticWeights } from "./logistic-regression.ts";
import { isWide, rowSpaceOf } from "./row-space.ts";

const precise = { tolerance: 1e-7, maximumIterations: 2_000 };

/** The first `rows` golden digits, standardised. */
function digits(rows: number): { readonly x: Matrix; readonly labels: Uint8Array } {
  const { images, labels } = goldenSplits(0).train;
  const pixels = { rows, columns: 64, data: toPixels(images.subarray(0, 64 * rows)) };
  return { x: fitStandardiser(pixels).apply(pixels), labels: labels!.subarray(0, rows) };
}

async function fitIn(x: Matrix, labels: Uint8Array, C: number): Promise<LogisticWeights> {
  const regression = await createLogisticRegression(await nativeRuntime(), x, labels, 10);
  const found = await regression.fit(C, precise);
  await regression.release();
  return found;
}

test("coordinates have the inner products of the rows, in no more columns than they span", async () => {
  const { x } = digits(30);
  const { rows } = await rowSpaceOf(await nativeRuntime(), x);
  // Standardised rows are one short of their number.
  expect([rows.rows, rows.columns]).toEqual([30, 29]);
  const scale = x.columns / rows.columns;
  expectClose(
    gram(transposed(rows)),
    gram(transposed(x)).map((product) => product * scale),
    1e-5,
  );
});

test.each([0.01, 1])("a regression on few rows comes to the same weights, C = %d", async (C) => {
  const { x, labels } = digits(30);
  const space = await rowSpaceOf(await nativeRuntime(), x);
  const there = await fitIn(space.rows, labels, C);
  const here = await fitIn(x, labels, C);
  expectClose(space.toColumns(there.kernel as Float64Array, 10), here.kernel, 1e-4, "kernel");
  expectClose(there.bias, here.bias, 1e-3, "bias");
});

test.each(supervisedGolden.logisticRegression)("and so to those of scikit-learn, C = $C", async (golden) => {
  const { x, labels } = digits(300);
  const space = await rowSpaceOf(await nativeRuntime(), x);
  const { kernel } = await fitIn(space.rows, labels, golden.C);
  const expected = Array.from({ length: 64 }, (_, column) => golden.kernel.map((row) => row[column]!)).flat();
  expectClose(space.toColumns(kernel as Float64Array, 10), expected, 1e-4);
});

test("rows that are all 0 span nothing", async () => {
  const space = await rowSpaceOf(await nativeRuntime(), { rows: 3, columns: 5, data: new Float32Array(15) });
  expect(space.rows).toEqual({ rows: 3, columns: 1, data: new Float32Array(3) });
  expect([...space.toColumns(Float64Array.of(7, 8), 2)]).toEqual(Array(10).fill(0));
});

test("ordinary data stay as they are: many rows, or few columns", () => {
  expect([isWide(50_000, 784), isWide(54, 784), isWide(45_000, 3_072), isWide(54, 65_536)]).toEqual([
    false,
    false,
    false,
    true,
  ]);
});
