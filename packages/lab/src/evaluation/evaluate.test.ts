import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { type Autoencoder, createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { initialWeights } from "hourglass-core/internal/model/model.ts";
import { buildModel, type ModelOptions } from "hourglass-core/internal/settings/build-model.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { PresetName } from "hourglass-core/internal/settings/settings.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { createLinearAutoencoder, randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { evaluateSound } from "../../../../test/support/sound-evaluation.ts";
import { evaluate } from "./evaluate.ts";
import type { SoundEvaluation } from "./evaluation.ts";

/** Two pixels pass through; the error is the first pixel's byte as bce and a hundredth of it as mse. */
const transparent: Autoencoder = {
  ...createLinearAutoencoder({ imageSize: 2, latentSize: 2 }),
  encode: async (images) => Float32Array.from(images, (value) => value / 255),
  decode: async (codes) => codes.slice(),
  reconstruct: async (images) => Float32Array.from(images, (value) => value / 255),
  score: async (images) => ({
    bce: Float32Array.from({ length: images.length / 2 }, (_, index) => images[2 * index] as number),
    mse: Float32Array.from({ length: images.length / 2 }, (_, index) => (images[2 * index] as number) / 4),
  }),
};
const pairs: ImageSet = {
  count: 3,
  height: 1,
  width: 2,
  channels: 1,
  images: Uint8Array.of(4, 0, 0, 255, 8, 51),
  labels: Uint8Array.of(1, 0, 1),
};

describe("evaluate", () => {
  test("measures hand-worked images", async () => {
    const { measures, pictures } = await evaluateSound(transparent, pairs);
    expect(measures).toMatchObject({ format: 2, images: 3, imageSize: 2, rankedBy: "bce" });
    expect(measures.errors.bce).toMatchObject({ mean: 4, minimum: 0, median: 4, maximum: 8 });
    expect(measures.errors.mse.mean).toBe(1);
    expect(measures.errors.sse.mean).toBe(2);
    expect(
      measures.errorsByClass?.map(({ label, count, errors }) => [label, count, errors.bce?.mean]),
    ).toEqual([
      [0, 1, 0],
      [1, 2, 6],
    ]);
    expect(measures.extremes.best.map(({ index }) => index)).toEqual([1, 0, 2]);
    expect(measures.extremes.worst[0]).toEqual({ index: 2, label: 1, bce: 8, mse: 2, sse: 4 });
    expect(measures.brightestCell!.agreement).toBe(1);
    expect(measures.code).toMatchObject({ latentSize: 2, dead: [], nonNegative: true });
    expect(pictures.examples.map(({ index }) => index)).toEqual([1, 0, 2]);
    const [first] = pictures.examples;
    expect(first?.original).toEqual(Uint8Array.of(0, 255));
    expect(first?.code).toEqual(Float32Array.of(0, 1));
    expect(first?.reconstruction).toEqual(Uint8Array.of(0, 255));
  });

  test("ranks by the error that it is told", async () => {
    const { measures } = await evaluateSound(transparent, pairs, { rankBy: "sse" });
    expect(measures.rankedBy).toBe("sse");
    expect(measures.errorHistogram).toMatchObject({ minimum: 0, maximum: 4 });
  });

  test("gives numbers that survive JSON, and no classes without labels", async () => {
    const images = randomImages({ count: 40, height: 5, width: 6, classes: 0 });
    const model = createLinearAutoencoder({ imageSize: 30, imageShape: images, latentSize: 7, signed: true });
    const { measures } = await evaluateSound(model, images);
    expect(JSON.parse(JSON.stringify(measures))).toEqual(measures);
    expect("errorsByClass" in measures).toBe(false);
    expect(measures.extremes.best[0]).not.toHaveProperty("label");
  });

  test("does not depend on how the images are cut into batches, and never asks for all at once", async () => {
    const count = 4_100;
    const batchSizes: number[] = [];
    const counting: Autoencoder = {
      ...transparent,
      decode: (codes) => {
        batchSizes.push(codes.length / 2);
        return transparent.decode(codes);
      },
    };
    const images = randomImages({ count, height: 1, width: 2 });
    const { measures } = await evaluateSound(counting, images);
    const total = images.images.reduce((sum, value, index) => (index % 2 === 0 ? sum + value : sum), 0);
    expect(measures.errors.bce?.mean).toBeCloseTo(total / count, 9);
    expect(measures.brightestCell!.counts.flat().reduce((sum, value) => sum + value)).toBe(count);
    expect(measures.code.units[0]?.mean).toBeCloseTo(total / count / 255, 6);
    expect(Math.max(...batchSizes)).toBeLessThanOrEqual(2_000);
  });

  test("reports progress up to 1 and stops when told", async () => {
    const images = randomImages({ count: 4_100, height: 1, width: 2 });
    const fractions: number[] = [];
    const objective = { corruption: { kind: "masking", level: 0.5 } } as const;
    await evaluate(transparent, images, { objective, onProgress: (fraction) => fractions.push(fraction) });
    expect(fractions.at(-1)).toBeCloseTo(1, 12);
    expect(
      fractions.every((fraction, index) => index === 0 || fraction > (fractions[index - 1] as number)),
    ).toBe(true);
    const controller = new AbortController();
    const stopped = evaluate(transparent, images, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
  });

  test("measures what a model is for, in numbers that survive JSON, and nothing else", async () => {
    const imageShape = { height: 4, width: 4, channels: 3 };
    const images = randomImages({ count: 20, ...imageShape });
    const measure = async (
      preset: PresetName,
      settings: Omit<ModelOptions, "sampleShape">,
    ): Promise<SoundEvaluation> => {
      const model = buildModel(preset, { ...settings, sampleShape: imageShape });
      const objective = objectiveOf(resolveSettings({ model: preset, ...settings }, "test"));
      const runtime = await nativeRuntime();
      const autoencoder = await createAutoencoder(runtime, model, initialWeights(model, 1), objective);
      const evaluation = await evaluateSound(autoencoder, images, {
        objective,
        importanceSamples: model.code === "gaussian" ? 3 : 0,
      });
      await autoencoder.release();
      const { measures } = evaluation;
      expect(JSON.parse(JSON.stringify(measures))).toEqual(measures);
      return evaluation;
    };
    const kinds = ["denoising", "sparseCode", "variational"] as const;
    const measured = ({ measures }: SoundEvaluation): string[] => kinds.filter((kind) => kind in measures);

    const variational = await measure("variational", { hidden: [6], latentSize: 2 });
    expect(measured(variational)).toEqual(["variational"]);
    expect(variational.measures.variational?.logLikelihood?.samples).toBe(3);
    expect(variational.pictures.samples).toHaveLength(64);
    expect(variational.pictures.codeGrid?.images).toHaveLength(400);
    expect(variational.pictures.walks).toHaveLength(5);

    const denoising = await measure("denoising", { latentSize: 5 });
    expect(measured(denoising)).toEqual(["denoising"]);
    expect(denoising.measures.denoising?.corruption).toEqual({ kind: "gaussian", level: 0.5 });
    expect(denoising.pictures.denoised).toHaveLength(10);
    expect(denoising.pictures).not.toHaveProperty("samples");

    const sparse = await measure("sparse", { latentSize: 9, penalty: "topk:2" });
    expect(measured(sparse)).toEqual(["sparseCode"]);
    expect(sparse.measures.sparseCode?.l0.mean).toBe(2);

    const plain = await measure("convolutional", { filters: [3], latentSize: 3 });
    expect(measured(plain)).toEqual([]);
    expect(plain.pictures.filters?.kind).toBe("convolution");
  });

  test("refuses an empty set and images that do not fit", async () => {
    const empty = randomImages({ count: 0, height: 1, width: 2 });
    await expect(evaluate(transparent, empty)).rejects.toThrow(
      "evaluate: test: expected images to evaluate the model on, found none",
    );
    const large = randomImages({ count: 2, height: 3, width: 2, channels: 3 });
    await expect(evaluate(transparent, large)).rejects.toThrow(
      "evaluate: test: expected images of 1 x 2 (gray), which the model takes, found images of 3 x 2 (RGB)",
    );
    await expect(evaluate(transparent, pairs, { codeShape: { rows: 1, columns: 1 } })).rejects.toThrow(
      'evaluate: options.codeShape: expected from 2, the size of a code, to 1000000 cells, found {"rows":1,"columns":1}',
    );
  });
});
