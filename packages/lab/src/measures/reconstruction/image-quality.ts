import { imagesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import type { Measure } from "../measure.ts";
import { pause } from "../pacing.ts";
import { createSimilarity } from "./structural-similarity.ts";

/** The error that rounding to bytes leaves: less than that is not told apart, or a perfect image would be infinitely good. */
const leastError = 1 / 12 / 255 ** 2;
const imagesAtOnce = 1_000;

/** The peak signal-to-noise ratio of an image in [0, 1] with this mean squared error, in dB; at most 58.9. */
export function peakSignalToNoise(mse: number): number {
  return -10 * Math.log10(Math.max(mse, leastError));
}

export const quality: Measure = {
  title: "Image quality",
  definition:
    "Of each reconstruction against its image. PSNR: 10 log10(1 / mse) in dB, at most 58.9, the error of rounding to bytes. " +
    "SSIM: the structural similarity of brightness, contrast and pattern in Gaussian windows of 11 x 11 pixels " +
    "(sigma 1.5, K1 0.01, K2 0.03), over the places where a whole window fits; of colour images, the mean of the channels.",
  protocol: "Nothing is fitted; mean over the test images.",
  source: "Wang, Bovik, Sheikh and Simoncelli 2004 (SSIM)",
  figures: {
    psnr: { title: "PSNR", unit: "dB", better: "higher", headline: true },
    ssim: { title: "SSIM", unit: "", better: "higher", headline: true },
  },
  needs: "images",
  seconds: 2,
  memory: ({ test, imageSize }) => 4 * imageSize * (test + 2_000),
  async measure(representation, hooks) {
    const { autoencoder, splits } = representation;
    const test = imagesOf(splits.test, "quality");
    const { images, count } = test;
    const { data } = await representation.reconstructions();
    const { mse } = await autoencoder.score(images, test.labels);
    const size = autoencoder.sampleSize;
    const similarity = createSimilarity(test);
    let psnr = 0;
    let ssim = 0;
    for (let image = 0; image < count; image++) {
      if (image % imagesAtOnce === 0) await pause(hooks, image / count);
      psnr += peakSignalToNoise(mse[image]!);
      const [start, end] = [image * size, (image + 1) * size];
      ssim += similarity(toPixels(images.subarray(start, end)), data.subarray(start, end));
    }
    await pause(hooks, 1);
    return { figures: { psnr: psnr / count, ssim: ssim / count } };
  },
};
