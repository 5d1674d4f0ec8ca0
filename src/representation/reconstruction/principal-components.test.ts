import { expect, test } from "vitest";
import { expectClose } from "../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../test/support/evaluate.ts";
import { goldenSplits, supervisedGolden } from "../../../test/support/golden-digits.ts";
import { catalogue } from "../../data/catalogue.ts";
import { findEntry } from "../../data/entry-files.ts";
import { loadDataset } from "../../data/load.ts";
import { covarianceOfPixels, principalComponents, projectionError } from "./principal-components.ts";

test.each(supervisedGolden.principalComponents)(
  "$count components are those that scikit-learn finds, but for their signs",
  async ({ count, ...golden }) => {
    const runtime = await nativeRuntime();
    const { train, test } = goldenSplits(0);
    const found = principalComponents(await covarianceOfPixels(runtime, train), count);
    expectClose(found.variances, golden.variances, 1e-5, "variances");
    golden.components.slice(0, 10).forEach((component, index) => {
      const ours = found.components.subarray(index * 64, (index + 1) * 64);
      const along = ours.reduce((sum, entry, pixel) => sum + entry * component[pixel]!, 0);
      expect(Math.abs(along), `component ${index}`).toBeCloseTo(1, 4);
    });
    expect(await projectionError(runtime, test, found)).toBeCloseTo(golden.sse, 4);
  },
);

test("the mean and all variance are those of the pixels", async () => {
  const { train } = goldenSplits(0);
  const { mean, totalVariance, variances } = principalComponents(
    await covarianceOfPixels(await nativeRuntime(), train),
    64,
  );
  const pixel = (at: number): number[] =>
    Array.from({ length: train.count }, (_, image) => train.images[image * 64 + at]! / 255);
  const average = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  expectClose(
    mean,
    mean.map((_, at) => average(pixel(at))),
    1e-12,
  );
  const variance = (at: number): number => average(pixel(at).map((value) => (value - mean[at]!) ** 2));
  const expected = mean.reduce((sum, _, at) => sum + variance(at), 0);
  expect(totalVariance / expected).toBeCloseTo(1, 5);
  expect(variances.reduce((sum, value) => sum + value) / expected).toBeCloseTo(1, 5);
});

const { HOURGLASS_DATA: realData } = process.env;

test("30 components of all training images of MNIST leave 13.87 of a test image", async ({ skip }) => {
  if (realData === undefined || (await findEntry(catalogue.mnist, realData)) === undefined) {
    skip("mnist is not in HOURGLASS_DATA");
  }
  const runtime = await nativeRuntime();
  const { train, test } = await loadDataset("mnist");
  const found = principalComponents(await covarianceOfPixels(runtime, train), 30);
  expect(Math.abs((await projectionError(runtime, test, found)) - 13.87)).toBeLessThan(0.02);
});
