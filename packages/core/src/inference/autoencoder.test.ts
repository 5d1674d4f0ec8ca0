import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import {
  logistic,
  plainCrossEntropy,
  plainDecodeToLogits,
  plainEncode,
  plainWeights,
} from "../../../../test/support/plain-autoencoder.ts";
import { tinyModel } from "../../../../test/support/programs.ts";
import { pixelsOf, sampleImages } from "../../../../test/support/sample-images.ts";
import { ShapeError } from "../graph/type.ts";
import { initialWeights } from "../model/model.ts";
import { type Autoencoder, createAutoencoder } from "./autoencoder.ts";

const model = tinyModel();
const weights = initialWeights(model, 1);
const plain = plainWeights(weights);

/** More than are encoded or scored at once, and no multiple of it. */
const set = sampleImages(model, 1503);
const pixels = Array.from({ length: set.count }, (_, number) => pixelsOf(set, number));

const tolerance = 1e-6;
let autoencoder: Autoencoder;

beforeAll(async () => {
  autoencoder = await createAutoencoder(await nativeRuntime(), model, weights);
});
afterAll(() => autoencoder.release());

describe("an autoencoder", () => {
  const codes = pixels.flatMap((image) => plainEncode(plain, image));

  test("encodes any number of images", async () => {
    expectClose(await autoencoder.encode(set.images), codes, tolerance);
  });

  test("takes bytes and floats alike", async () => {
    const floats = Float32Array.from(set.images, (byte) => byte / 255);
    expect(await autoencoder.encode(floats)).toEqual(await autoencoder.encode(set.images));
  });

  test("decodes and reconstructs", async () => {
    const reconstructed = await autoencoder.reconstruct(set.images);
    const expected = pixels.flatMap((image) =>
      plainDecodeToLogits(plain, plainEncode(plain, image)).map(logistic),
    );
    expectClose(reconstructed, expected, tolerance);
    expect(await autoencoder.decode(await autoencoder.encode(set.images))).toEqual(reconstructed);
  });

  test("does not let the images beside it change an image's result", async () => {
    const alone = await autoencoder.reconstruct(set.images.subarray(1002 * 25, 1003 * 25));
    const together = await autoencoder.reconstruct(set.images);
    expectClose(alone, together.subarray(1002 * 25, 1003 * 25), tolerance);
  });

  test("gives nothing for nothing", async () => {
    expect(await autoencoder.encode(new Uint8Array())).toHaveLength(0);
    expect(await autoencoder.decode(new Float32Array())).toHaveLength(0);
    expect((await autoencoder.score(new Uint8Array())).bce).toHaveLength(0);
  });

  test("refuses what is no whole number of rows", async () => {
    const partly = /expected rows of 25 values, found 30 values/;
    for (const call of [
      () => autoencoder.encode(new Uint8Array(30)),
      () => autoencoder.reconstruct(new Float32Array(30)),
      () => autoencoder.score(new Uint8Array(30)),
    ]) {
      await expect(call()).rejects.toThrow(ShapeError);
      await expect(call()).rejects.toThrow(partly);
    }
    await expect(autoencoder.decode(new Float32Array(5))).rejects.toThrow(
      /expected rows of 4 values, found 5/,
    );
  });
});

test("scores are each image's own, in order", async () => {
  const { bce, mse } = await autoencoder.score(set.images);
  const meanOf = (image: readonly number[], error: (logit: number, pixel: number) => number): number => {
    const logits = plainDecodeToLogits(plain, plainEncode(plain, image));
    return logits.reduce((sum, logit, index) => sum + error(logit, image[index]!), 0) / image.length;
  };
  expectClose(
    bce,
    pixels.map((image) => meanOf(image, plainCrossEntropy)),
    tolerance,
  );
  expectClose(
    mse,
    pixels.map((image) => meanOf(image, (logit, x) => (logistic(logit) - x) ** 2)),
    tolerance,
  );
});
