import { describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { tinyModel, tinyVariationalModel } from "../../../../test/support/programs.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { initialWeights } from "../model/model.ts";
import { createAutoencoder } from "./autoencoder.ts";
import { createOpenCoder } from "./coder.ts";
import { toPixels } from "./to-pixels.ts";

/** More images than are encoded at once, and no multiple of it. */
const count = 503;

describe.each([
  ["a dense model", tinyModel()],
  ["a convolutional model with a Gaussian code and statistics", tinyVariationalModel()],
])("%s", (_, model) => {
  test("is under any weights what an autoencoder of these weights is", async () => {
    const runtime = await nativeRuntime();
    const { images } = sampleImages(model, count);
    const coder = await createOpenCoder(runtime, model);
    for (const seed of [1, 2]) {
      const weights = initialWeights(model, seed);
      const autoencoder = await createAutoencoder(runtime, model, weights);
      const { encode, decode } = coder.under(weights);
      const codes = await encode(images);
      expectNear(codes, await autoencoder.encode(images));
      expectNear(await decode(codes), await autoencoder.decode(codes));
      await autoencoder.release();
    }
    await coder.release();
  });

  test("takes bytes and floats alike", async () => {
    const coder = await createOpenCoder(await nativeRuntime(), model);
    const { images } = sampleImages(model, 3);
    const { encode } = coder.under(initialWeights(model, 1));
    expect(await encode(toPixels(images))).toEqual(await encode(images));
    await coder.release();
  });
});

/** Weights that are known when a program is loaded are packed for its products, which then add in another order. */
function expectNear(found: Float32Array, expected: Float32Array): void {
  expect(found).toHaveLength(expected.length);
  const largest = found.reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), 0);
  expect(largest).toBeLessThan(1e-6);
}
