import { describe, expect, test } from "vitest";
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
import { initialWeights } from "../model/model.ts";
import { corruptions, usualCorruption } from "../program/corruptions/corruptions.ts";
import { buildModel } from "../settings/build-model.ts";
import { corruptSamples, createScorer } from "./scorer.ts";

const model = tinyModel();
const weights = initialWeights(model, 1);
/** Two batches, the second of which is smaller. */
const set = sampleImages(model, 703);

describe.each(corruptions.kinds.map((kind) => [kind.name, kind] as const))(
  "%s noise on test images",
  (_, kind) => {
    const corruption = usualCorruption(kind, 0.4);

    test("is the same for every model, so that their errors compare", async () => {
      const runtime = await nativeRuntime();
      const other = buildModel("deep", {
        sampleShape: model.sampleShape,
        hidden: [7],
        latentSize: 3,
        dropout: 0.5,
      });
      const corrupted = await corruptSamples(runtime, model, weights, set.images, corruption);
      expect(await corruptSamples(runtime, other, initialWeights(other, 1), set.images, corruption)).toEqual(
        corrupted,
      );
      expect(corrupted.every((x) => x >= 0 && x <= 1)).toBe(true);
    });

    test("of level 0 is none", async () => {
      const clean = await corruptSamples(
        await nativeRuntime(),
        model,
        weights,
        set.images,
        usualCorruption(kind, 0),
      );
      expectClose(
        clean,
        Array.from(set.images, (byte) => byte / 255),
        2 ** -23,
      );
    });

    test("spoils what the encoder sees; errors are against the clean images", async () => {
      const runtime = await nativeRuntime();
      const scorer = await createScorer(runtime, model, corruption);
      const { bce, mse } = await scorer.score(weights, set.images);
      await scorer.release();
      const corrupted = await corruptSamples(runtime, model, weights, set.images, corruption);
      const plain = plainWeights(weights);
      const meanOf = (error: (logit: number, target: number) => number): readonly number[] =>
        Array.from({ length: set.count }, (_, image) => {
          const seen = Array.from(corrupted.subarray(25 * image, 25 * image + 25));
          const logits = plainDecodeToLogits(plain, plainEncode(plain, seen));
          const target = pixelsOf(set, image);
          return logits.reduce((sum, logit, pixel) => sum + error(logit, target[pixel]!), 0) / 25;
        });
      expectClose(bce, meanOf(plainCrossEntropy), 1e-6);
      expectClose(
        mse,
        meanOf((logit, x) => (logistic(logit) - x) ** 2),
        1e-6,
      );
    });
  },
);

test("without noise a scorer is one that never heard of it", async () => {
  const runtime = await nativeRuntime();
  const [plain, none] = [
    await createScorer(runtime, model),
    await createScorer(runtime, model, { kind: "masking", level: 0 }),
  ];
  expect(await none.score(weights, set.images)).toEqual(await plain.score(weights, set.images));
  await Promise.all([plain.release(), none.release()]);
});

test("a part of a set has the noise that it has in the whole", async () => {
  const runtime = await nativeRuntime();
  const model = tinyModel();
  const { images } = sampleImages(model, 1100);
  const corruption = { kind: "gaussian", level: 0.5 } as const;
  const whole = await corruptSamples(runtime, model, new Map(), images, corruption);
  const part = await corruptSamples(
    runtime,
    model,
    new Map(),
    images.subarray(500 * model.sampleSize),
    corruption,
    500,
  );
  expect(part).toEqual(whole.subarray(500 * model.sampleSize));
  expect(part.subarray(0, model.sampleSize)).not.toEqual(whole.subarray(0, model.sampleSize));
});
