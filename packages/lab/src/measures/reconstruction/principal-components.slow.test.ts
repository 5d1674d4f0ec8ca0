import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { goldenSplits, supervisedGolden } from "../../../../../test/support/golden-digits.ts";
import { madeUpImages } from "../../../../../test/support/made-up-images.ts";
import { measuresGolden } from "../../../../../test/support/measures-golden.ts";
import { catalogue } from "../../data/catalogue/catalogue.ts";
import { findEntry } from "../../data/catalogue/entry-files.ts";
import { loadDataset } from "../../data/load.ts";
import { componentsMemory, spreadBy, spreadOfValues } from "./principal-components.ts";
import { projectionError } from "./projection.ts";

const ways = ["covariance", "inner products", "passes"] as const;
const cases = ways.flatMap((way) =>
  supervisedGolden.principalComponents.map((golden) => ({ way, ...golden })),
);

test.each(cases)(
  "$count components by $way are those that scikit-learn finds, but for their signs",
  async ({ way, count, ...golden }) => {
    const runtime = await nativeRuntime();
    const { train, test } = goldenSplits(0);
    const found = await (await spreadBy[way](runtime, train)).components(count);
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
  const spread = await spreadOfValues(await nativeRuntime(), train);
  const { mean, totalVariance, variances } = await spread.components(64);
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

describe("of large images", async () => {
  const { principalComponents } = await measuresGolden<{
    principalComponents: readonly {
      train: number;
      test: number;
      side: number;
      count: number;
      variances: readonly number[];
      totalVariance: number;
      sse: number;
    }[];
  }>("extremes");

  test.each(principalComponents)(
    "$train of $side x $side: $count components are NumPy's",
    async ({ train, test, side, count, variances, totalVariance, sse }) => {
      const runtime = await nativeRuntime();
      const spread = await spreadOfValues(runtime, madeUpImages(0, train, side));
      const found = await spread.components(count);
      expectClose(found.variances, variances, 1e-5, "variances");
      expect(found.totalVariance / totalVariance).toBeCloseTo(1, 10);
      const error = await projectionError(runtime, madeUpImages(train, test, side), found);
      expect(error / sse).toBeCloseTo(1, 4);
    },
  );

  test("more components than images vary by: the rest are 0", async () => {
    const runtime = await nativeRuntime();
    const images = madeUpImages(0, 5, 40);
    const { components, variances } = await (await spreadOfValues(runtime, images)).components(8);
    expect(variances.map((variance) => variance > 0)).toEqual([
      true,
      true,
      true,
      true,
      ...Array(4).fill(false),
    ]);
    expect(components.subarray(4 * 1600).every((entry) => entry === 0)).toBe(true);
    const found = await (await spreadOfValues(runtime, images)).components(4);
    expect(await projectionError(runtime, images, found)).toBeLessThan(1e-6 * found.totalVariance);
  });

  test("60 of 256 x 256 take little memory, by the products of the images", async () => {
    const sizes = { train: 60, validation: 0, test: 6, imageSize: 256 ** 2, latentSize: 32, classes: 0 };
    expect(componentsMemory(sizes)).toBeLessThan(100e6);
    const runtime = await nativeRuntime();
    const spread = await spreadOfValues(runtime, madeUpImages(0, 60, 256));
    const found = await spread.components(32);
    expect(found.variances).toHaveLength(32);
    expect(await projectionError(runtime, madeUpImages(60, 6, 256), found)).toBeLessThan(found.totalVariance);
  });
});

test.each(ways)("images that are all alike leave nothing, by %s", async (way) => {
  const runtime = await nativeRuntime();
  const images = { count: 7, height: 3, width: 4, channels: 1, images: new Uint8Array(84).fill(201) };
  const found = await (await spreadBy[way](runtime, images)).components(3);
  expect(found.totalVariance).toBe(0);
  expect(found.variances).toEqual([0, 0, 0]);
  expect(await projectionError(runtime, images, found)).toBe(0);
});

const { HOURGLASS_DATA: realData } = process.env;

test("30 components of all training images of MNIST leave 13.87 of a test image", async ({ skip }) => {
  if (realData === undefined || (await findEntry(catalogue.mnist, realData)) === undefined) {
    skip("mnist is not in HOURGLASS_DATA");
  }
  const runtime = await nativeRuntime();
  const { train, test } = await loadDataset("mnist");
  const found = await (await spreadOfValues(runtime, train)).components(30);
  expect(Math.abs((await projectionError(runtime, test, found)) - 13.87)).toBeLessThan(0.02);
});
