import { sliceImages } from "hourglass-core/internal/data/image-set.ts";
import { describe, expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { type AnomalyFindings, anomalyWarnings } from "./warnings.ts";

const images = randomImages({ count: 40, height: 3, width: 3 });
const splits = { train: sliceImages(images, 0, 30), validation: sliceImages(images, 30, 40) };
const autoencoder = createLinearAutoencoder({ imageSize: 9, latentSize: 2 });
const good: AnomalyFindings = {
  ...{ autoencoder, splits, steps: 600, normal: 100, anomalous: 900, corrupted: false },
  validationErrors: new Float64Array(10).fill(0.001),
  areas: [
    ["error", 0.9],
    ["combined", 0.97],
  ],
};

test("of an autoencoder that has learnt there are none", () => {
  expect(anomalyWarnings(good)).toEqual([]);
});

describe("an area below one half", () => {
  test("is told where chance would not give it: three standard errors of Mann and Whitney's U", () => {
    // sqrt(1001 / (12 * 100 * 900)) = 0.03044.
    const areas = [
      ["error", 0.0711],
      ["angle", 0.41],
      ["combined", 0.408],
    ] as const;
    expect(anomalyWarnings({ ...good, areas })).toEqual([
      "AUROC clearly below 50 %, which is chance: error 7.11, combined 40.80 (more than 3 standard errors, of 3.04 each): " +
        "these scores find anomalies more normal than what is normal",
    ]);
  });

  test("of few images may be chance", () => {
    expect(anomalyWarnings({ ...good, normal: 4, anomalous: 4, areas: [["error", 0.1]] })).toEqual([]);
  });
});

test("an error no less than that of the mean training image is told with both", () => {
  const pixel = (set: typeof images, image: number, at: number): number => set.images[image * 9 + at]! / 255;
  const range = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, one) => sum + one / values.length, 0);
  const ofMean = mean(
    range(9).map((at) => {
      const middle = mean(range(30).map((image) => pixel(splits.train, image, at)));
      return mean(range(10).map((image) => (pixel(splits.validation, image, at) - middle) ** 2));
    }),
  );
  const withError = (error: number): readonly string[] =>
    anomalyWarnings({ ...good, validationErrors: new Float64Array(10).fill(error) });
  expect(withError(ofMean * 0.999)).toEqual([]);
  const denoiser = { ...good, corrupted: true, validationErrors: new Float64Array(10).fill(2 * ofMean) };
  expect(anomalyWarnings(denoiser)[0]).toContain(
    "normal validation images, corrupted as in training, no better than",
  );
  expect(withError(ofMean * 2)).toEqual([
    "the autoencoder rebuilds the 10 normal validation images no better than the mean training image would: " +
      `mse ${(2 * ofMean).toPrecision(3)} against ${ofMean.toPrecision(3)} (mean over pixels); train longer, or on more images`,
  ]);
});

test("images that are all alike are rebuilt without an error, which is no reason to doubt", () => {
  const black = { ...splits.train, images: new Uint8Array(splits.train.images.length) };
  const alike = { train: black, validation: sliceImages(black, 0, 10) };
  expect(anomalyWarnings({ ...good, splits: alike, validationErrors: new Float64Array(10) })).toEqual([]);
});

test("fewer than 200 steps are too few", () => {
  expect(anomalyWarnings({ ...good, steps: 200 })).toEqual([]);
  expect(anomalyWarnings({ ...good, steps: 30 })).toEqual([
    "the autoencoder was trained for 30 steps on 30 images: below 200 steps its weights are hardly further from where they began; " +
      "train for more --epochs, or with a smaller --batch-size",
  ]);
});
