import { describe, expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../test/support/linear-autoencoder.ts";
import {
  type DenoisingMeasures,
  denoiseExamples,
  denoisingWork,
  measureDenoising,
  noiseLevels,
} from "./denoising.ts";
import { createProgress } from "./progress.ts";

const model = createLinearAutoencoder({ imageSize: 12, latentSize: 3 });
const corruption = { kind: "masking", level: 0.3 } as const;

describe("the levels of the curve", () => {
  test("go from none to twice that of training, which is among them", () => {
    expect(noiseLevels({ kind: "gaussian", level: 0.5 })).toEqual([0, 0.125, 0.25, 0.375, 0.5, 0.75, 1]);
  });

  test("of a probability stay below 1, each once", () => {
    expect(noiseLevels({ kind: "masking", level: 0.8 })).toEqual([
      0, 0.2, 0.4, 0.6000000000000001, 0.8, 0.99,
    ]);
    expect(noiseLevels({ kind: "salt-pepper", level: 0 })).toEqual([0]);
  });
});

describe("measures of denoising", () => {
  test("are those of the corrupted images, with the error of doing nothing beside them", async () => {
    const images = randomImages({ count: 30, height: 3, width: 4 });
    const found = await measureDenoising(model, images, corruption, createProgress(1, {}));
    expect(found.notFinite).toEqual([{ what: "the errors under noise", count: 0, of: 30 }]);
    const measures = found.measures as DenoisingMeasures;
    const { bce, mse } = await model.scoreCorrupted(images.images, corruption);
    const mean = (values: Float32Array): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(measures.errors.bce?.mean).toBeCloseTo(mean(bce!), 6);
    expect(measures.errors.sse.mean).toBeCloseTo(12 * mean(mse), 5);
    const noisy = await model.corrupt(images.images, corruption);
    const nothing = mean(noisy.map((value, index) => (value - images.images[index]! / 255) ** 2));
    expect(measures.untouched.mse.mean).toBeCloseTo(nothing, 6);
    expect(measures.untouched.sse.mean).toBeCloseTo(12 * nothing, 5);
    const { points } = measures.curve;
    expect(points[0]).toMatchObject({ level: 0, untouchedMse: expect.closeTo(0, 12) });
    const trained = points.find(({ level }) => level === corruption.level);
    expect(trained?.mse).toBe(measures.errors.mse.mean);
    expect(trained?.untouchedMse).toBe(measures.untouched.mse.mean);
    const untouched = points.map(({ untouchedMse }) => untouchedMse);
    expect(untouched).toEqual(untouched.toSorted((a, b) => a - b));
  });

  test("leave out images whose error is not finite, and levels at which none is", async () => {
    const images = randomImages({ count: 30, height: 3, width: 4 });
    const breaking: typeof model = {
      ...model,
      scoreCorrupted: async (given, spoilt, first) => {
        const { level } = spoilt;
        const { bce, mse } = await model.scoreCorrupted(given, spoilt, first);
        return {
          bce: level > corruption.level ? bce!.fill(Number.NaN) : bce!.fill(Number.POSITIVE_INFINITY, 0, 2),
          mse,
        };
      },
    };
    const { measures, notFinite } = await measureDenoising(
      breaking,
      images,
      corruption,
      createProgress(1, {}),
    );
    expect(notFinite).toEqual([{ what: "the errors under noise", count: 2, of: 30 }]);
    const { bce } = await model.scoreCorrupted(images.images, corruption);
    expect(measures?.errors.bce?.mean).toBeCloseTo(
      bce!.subarray(2).reduce((sum, value) => sum + value / 28, 0),
      6,
    );
    expect(measures?.curve.points.map(({ level }) => level)).toEqual(
      noiseLevels(corruption).filter((level) => level <= corruption.level),
    );
    const broken = {
      ...model,
      scoreCorrupted: async () => ({ bce: new Float32Array(30).fill(Number.NaN), mse: new Float32Array(30) }),
    };
    expect(await measureDenoising(broken, images, corruption, createProgress(1, {}))).toEqual({
      notFinite: [{ what: "the errors under noise", count: 30, of: 30 }],
    });
  });

  test("take 2,000 images for the curve, and as much work as they say", async () => {
    const images = randomImages({ count: 2_300, height: 3, width: 4 });
    const fractions: number[] = [];
    const progress = createProgress(denoisingWork(2_300, corruption), {
      onProgress: (fraction) => fractions.push(fraction),
    });
    const { measures } = await measureDenoising(model, images, corruption, progress);
    expect(measures?.curve.images).toBe(2_000);
    expect(fractions.at(-1)).toBeCloseTo(1, 12);
  });
});

test("examples keep their label and their clean image", async () => {
  const { images } = randomImages({ count: 2, height: 3, width: 4 });
  const example = (index: number, label?: number): Parameters<typeof denoiseExamples>[1][number] => ({
    index,
    ...(label === undefined ? {} : { label }),
    bce: 0,
    mse: 0,
    sse: 0,
    original: images.subarray(index * 12, (index + 1) * 12),
    code: new Float32Array(3),
    reconstruction: new Uint8Array(12),
  });
  const [first, second] = await denoiseExamples(model, [example(0, 7), example(1)], corruption);
  expect(first).toMatchObject({ index: 0, label: 7, original: images.subarray(0, 12) });
  expect(second).not.toHaveProperty("label");
  const noisy = await model.corrupt(images, corruption);
  expect(second?.corrupted).toEqual(Uint8Array.from(noisy.subarray(12), (value) => Math.round(value * 255)));
  const restored = await model.reconstruct(noisy.subarray(12));
  expect(second?.reconstruction).toEqual(Uint8Array.from(restored, (value) => Math.round(value * 255)));
});
