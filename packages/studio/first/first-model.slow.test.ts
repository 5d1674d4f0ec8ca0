import { readFile } from "node:fs/promises";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { digitsSeed, generateDigits } from "hourglass-lab/internal/data/digits/generate.ts";
import { describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../test/support/evaluate.ts";
import { firstExperiment } from "../state/link.ts";
import { firstModelOf } from "./first-model.ts";

const record: unknown = JSON.parse(await readFile(new URL("model.json", import.meta.url), "utf8"));
const bytes = new Uint8Array(await readFile(new URL("weights.bin", import.meta.url)));

describe("the model that comes with the page", () => {
  test("is what a first visit trains, with more samples and epochs", () => {
    const { settings, history, model } = firstModelOf(record, bytes);
    const own = resolveSettings(firstExperiment, "test");
    const { sampleShape } = model;
    expect(architectureOf(settings, sampleShape)).toEqual(architectureOf(own, sampleShape));
    expect({ ...settings, epochs: 0 }).toEqual({
      ...own,
      ...{ epochs: 0, trainingImages: "all", validation: "auto", batchSize: 128, schedule: "cosine" },
    });
    expect(history).toHaveLength(settings.epochs);
  });

  test("rebuilds the test digits as well as it says, far better than their mean does", async () => {
    const { model, weights, test: measured } = firstModelOf(record, bytes);
    const { test: digits } = await generateDigits({
      ...{ seed: digitsSeed, trainCount: 0, testCount: measured.samples },
    });
    const autoencoder = await createAutoencoder(await nativeRuntime(), model, weights);
    const { mse } = await autoencoder.score(digits.images);
    await autoencoder.release();
    const pixels = digits.height * digits.width;
    const sse = (pixels * mse.reduce((sum, one) => sum + one, 0)) / digits.count;
    expect(sse).toBeCloseTo(measured.sse, 2);
    expect(sse).toBeLessThan(0.6 * meanImageError(digits.images, pixels));
  });

  test("is refused where its files are damaged, or of one another's no longer", () => {
    expect(() => firstModelOf(record, bytes.subarray(1))).toThrow(
      /the weights of the page's first model: expected \d+ bytes, found \d+; load the page again/,
    );
    expect(() => firstModelOf({ ...(record as object), seconds: "a minute" }, bytes)).toThrow(
      "the record of the page's first model: seconds: expected a number",
    );
    const { tensors } = record as { tensors: readonly { readonly name: string }[] };
    const renamed = tensors.map((tensor) => ({ ...tensor, name: `${tensor.name}s` }));
    expect(() => firstModelOf({ ...(record as object), tensors: renamed }, bytes)).toThrow(
      /the weights of the page's first model: .*encoder/,
    );
  });
});

/** Squared error of the mean image, summed over the pixels in [0, 1], mean over the images: what a model without a code can do. */
function meanImageError(images: Uint8Array, pixels: number): number {
  const count = images.length / pixels;
  let error = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    let [sum, squares] = [0, 0];
    for (let at = pixel; at < images.length; at += pixels) {
      const value = images[at]! / 255;
      sum += value;
      squares += value * value;
    }
    error += squares / count - (sum / count) ** 2;
  }
  return error;
}
