import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { goldenSplits, supervisedGolden } from "../../../../../test/support/golden-digits.ts";
import { fitStandardiser } from "../standardise.ts";
import {
  createLogisticRegression,
  type LogisticFit,
  type LogisticRegression,
} from "./logistic-regression.ts";

const precise = { tolerance: 1e-7, maximumIterations: 2000 };

async function regressionOfDigits(): Promise<LogisticRegression> {
  const { count, images, labels } = goldenSplits(0).train;
  const pixels = { rows: count, columns: 64, data: toPixels(images) };
  return createLogisticRegression(await nativeRuntime(), fitStandardiser(pixels).apply(pixels), labels!, 10);
}

const centred = (values: ArrayLike<number>): readonly number[] => {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return all.map((value) => value - mean);
};

test.each(supervisedGolden.logisticRegression)("coefficients are scikit-learn's, C = $C", async (golden) => {
  const regression = await regressionOfDigits();
  const { kernel, bias } = await regression.fit(golden.C, precise);
  // scikit-learn's are [classes, columns].
  const expected = Array.from({ length: 64 }, (_, column) => golden.kernel.map((row) => row[column]!)).flat();
  expectClose(kernel, expected, 1e-4, "kernel");
  // A constant added to all biases changes nothing: only their differences are determined.
  expectClose(centred(bias), centred(golden.bias), 1e-3, "bias");
  await regression.release();
});

test("from the weights under another C it comes to the same, and sooner", async () => {
  const regression = await regressionOfDigits();
  const options = { ...precise, tolerance: 1e-5 };
  const cold = await regression.fit(1, options);
  const warm = await regression.fit(1, options, await regression.fit(0.5, options));
  expectClose(warm.kernel, cold.kernel, 1e-2);
  expect(warm.iterations).toBeLessThan(cold.iterations);
  await regression.release();
});

test("the same bits every time", async () => {
  const fit = async (): Promise<LogisticFit> => {
    const regression = await regressionOfDigits();
    const found = await regression.fit(0.1, { tolerance: 1e-4, maximumIterations: 20 });
    await regression.release();
    return found;
  };
  expect(await fit()).toEqual(await fit());
});
