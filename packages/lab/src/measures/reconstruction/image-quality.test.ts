import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import { expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../../test/support/linear-autoencoder.ts";
import { measuresGolden } from "../../../../../test/support/measures-golden.ts";
import { representationOf } from "../../../../../test/support/representation.ts";
import { peakSignalToNoise, quality } from "./image-quality.ts";
import { createSimilarity } from "./structural-similarity.ts";

test("the peak signal-to-noise ratio is that of scikit-image, and finite for a perfect image", async () => {
  const { cases } = await measuresGolden<{ cases: readonly { mse: number; psnr: number }[] }>("quality");
  expect(cases.length).toBeGreaterThan(0);
  for (const { mse, psnr } of cases) expect(peakSignalToNoise(mse)).toBeCloseTo(psnr, 10);
  expect(peakSignalToNoise(0)).toBeCloseTo(58.92, 2);
});

test("the measure gives means over the test images", async () => {
  const test = randomImages({ count: 3, height: 12, width: 11, classes: 0 });
  const autoencoder = createLinearAutoencoder({ imageSize: 132, imageShape: test, latentSize: 3 });
  const { figures } = await quality.measure(
    await representationOf(autoencoder, { train: test, validation: test, test }),
    {},
  );
  const pixels = toPixels(test.images);
  const reconstructions = await autoencoder.reconstruct(test.images);
  const similarity = createSimilarity(test);
  const starts = [0, 132, 264];
  const mean = (of: (a: Float32Array, b: Float32Array) => number): number =>
    starts.reduce(
      (sum, start) =>
        sum + of(pixels.subarray(start, start + 132), reconstructions.subarray(start, start + 132)) / 3,
      0,
    );
  expect(figures["ssim"]).toBeCloseTo(mean(similarity), 10);
  const psnr = (a: Float32Array, b: Float32Array): number =>
    -10 * Math.log10(a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0) / 132);
  expect(figures["psnr"]).toBeCloseTo(mean(psnr), 4);
});
