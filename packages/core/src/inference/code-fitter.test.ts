import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { tinyModel, tinyVariationalModel } from "../../../../test/support/programs.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { dense } from "../model/layers/dense.ts";
import { createModel, initialWeights, type Model } from "../model/model.ts";
import { createRandom } from "../random/random.ts";
import { buildModel } from "../settings/build-model.ts";
import { createAutoencoder } from "./autoencoder.ts";
import { type CodeFittingOptions, createCodeFitter, type FittedCodes } from "./code-fitter.ts";
import { toPixels } from "./to-pixels.ts";

const runtime = await nativeRuntime();

/** Fits codes that a model's encoder gives, under weights of seed 1. */
async function fitted(
  model: Model,
  images: Uint8Array,
  options: Partial<CodeFittingOptions> = {},
): Promise<FittedCodes & { readonly first: Float32Array }> {
  const weights = initialWeights(model, 1);
  const autoencoder = await createAutoencoder(runtime, model, weights);
  const fitter = await createCodeFitter(runtime, model, weights);
  const first = await autoencoder.encode(images);
  const deviations = new Float32Array(model.latentSize).fill(1);
  const found = await fitter.fit(images, first, { deviations, steps: 20, rate: 0.1, ...options });
  await autoencoder.release();
  await fitter.release();
  return { ...found, first };
}

describe("of a linear decoder", () => {
  const [size, units] = [9, 2];
  const sampleShape = { height: 3, width: 3, channels: 1 };
  const layersOf = (activation: "linear" | "relu"): Model =>
    createModel(
      "linear",
      sampleShape,
      [dense("encoder.code", size, units, activation)],
      [dense("decoder.output", units, size, "linear")],
      "deterministic",
      "linear",
    );
  const random = createRandom(3, "linear decoder");
  // Columns of different lengths, which are not at right angles.
  const kernel = Float32Array.from(
    { length: units * size },
    (_, at) => (at < size ? 1 : 0.3) * random.normal(),
  );
  const bias = Float32Array.from({ length: size }, () => 0.3 * random.normal());
  const weights = new Map([
    ["encoder.code.kernel", Float32Array.from({ length: units * size }, () => 0.3 * random.normal())],
    ["encoder.code.bias", new Float32Array(units)],
    ["decoder.output.kernel", kernel],
    ["decoder.output.bias", bias],
  ]);
  const { images, count } = sampleImages({ sampleShape }, 40);
  const pixels = toPixels(images);

  /** The code of least squared error, by Cramer's rule for the normal equations, and that error. */
  function leastSquares(image: number): readonly [code: readonly number[], error: number] {
    const target = Array.from(bias, (offset, pixel) => pixels[image * size + pixel]! - offset);
    const [a, b] = [kernel.subarray(0, size), kernel.subarray(size)];
    const product = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
      target.reduce((sum, _, at) => sum + one[at]! * other[at]!, 0);
    const [aa, ab, bb] = [product(a, a), product(a, b), product(b, b)];
    const [ax, bx] = [product(a, target), product(b, target)];
    const determinant = aa * bb - ab * ab;
    const code = [(ax * bb - bx * ab) / determinant, (aa * bx - ab * ax) / determinant];
    const rest = target.map((value, at) => value - code[0]! * a[at]! - code[1]! * b[at]!);
    return [code, product(rest, rest)];
  }

  test("fitting finds the least squares", async () => {
    const model = layersOf("linear");
    const autoencoder = await createAutoencoder(runtime, model, weights, { loss: "mse" });
    const fitter = await createCodeFitter(runtime, model, weights);
    const codes = await autoencoder.encode(images);
    const options = { deviations: Float32Array.of(1, 3), steps: 300, rate: 0.1 };
    const { before, after, codes: found } = await fitter.fit(images, codes, options);
    const expected = Array.from({ length: count }, (_, image) => leastSquares(image));
    expectClose(
      found,
      expected.flatMap(([code]) => code),
      1e-3,
    );
    // The error is flat where it is least.
    for (const [image, [, error]] of expected.entries()) expect(after[image]).toBeCloseTo(error, 5);
    const { mse } = await autoencoder.score(images);
    expectClose(
      before,
      mse.map((error) => error * size),
      1e-6,
    );
    await Promise.all([autoencoder.release(), fitter.release()]);
  });

  test("a code that is never negative gets the best of those", async () => {
    const fitter = await createCodeFitter(runtime, layersOf("relu"), weights);
    const options = { deviations: Float32Array.of(1, 3), steps: 300, rate: 0.1 };
    const { codes, after } = await fitter.fit(images, new Float32Array(count * units), options);
    const errorOf = (image: number, code: readonly number[]): number =>
      bias.reduce((sum, offset, pixel) => {
        const made = offset + code[0]! * kernel[pixel]! + code[1]! * kernel[size + pixel]!;
        return sum + (made - pixels[image * size + pixel]!) ** 2;
      }, 0);
    expect(Math.min(...codes)).toBe(0);
    let held = 0;
    for (let image = 0; image < count; image++) {
      const [free] = leastSquares(image);
      if (Math.min(...free) < 0) held++;
      // Of a convex error the best is the free one, or lies on an edge: no neighbour in the range is better.
      for (const [da, db] of [
        [0.02, 0],
        [-0.02, 0],
        [0, 0.02],
        [0, -0.02],
      ] as const) {
        const near = [codes[2 * image]! + da, codes[2 * image + 1]! + db].map((value) => Math.max(0, value));
        expect(after[image]).toBeLessThanOrEqual(errorOf(image, near) + 1e-6);
      }
    }
    expect(held).toBeGreaterThan(5);
    expect(held).toBeLessThan(count);
    await fitter.release();
  });
});

describe.each([
  ["a dense model", tinyModel("sigmoid")],
  ["a convolutional model with a Gaussian code and statistics", tinyVariationalModel()],
])("%s", (_, model) => {
  // More than are fitted at once, and no multiple of it.
  const { images } = sampleImages(model, 203);
  const size = model.sampleSize;

  test("errors are those of the decoder with the codes, and none is greater than before", async () => {
    const { codes, before, after, first } = await fitted(model, images);
    const autoencoder = await createAutoencoder(runtime, model, initialWeights(model, 1));
    const pixels = toPixels(images);
    for (const [given, errors] of [
      [first, before],
      [codes, after],
    ] as const) {
      const made = await autoencoder.decode(given);
      const expected = new Float64Array(errors.length);
      for (const [at, value] of made.entries())
        expected[Math.floor(at / size)]! += (value - pixels[at]!) ** 2;
      expectClose(errors, expected, 1e-5);
    }
    expect(after.every((error, image) => error <= before[image]!)).toBe(true);
    const sum = (errors: Float32Array): number => errors.reduce((total, error) => total + error, 0);
    expect(sum(after)).toBeLessThan(0.98 * sum(before));
    await autoencoder.release();
  });

  test("steps that are far too long make no code worse", async () => {
    const { codes, before, after, first } = await fitted(model, images.subarray(0, 50 * size), { rate: 10 });
    expect(after.every((error, image) => error <= before[image]!)).toBe(true);
    const { latentSize } = model;
    const kept = [...after.keys()].filter((image) => after[image] === before[image]);
    for (const image of kept) {
      const of = (values: Float32Array): Float32Array =>
        values.subarray(image * latentSize, (image + 1) * latentSize);
      expect(of(codes)).toEqual(of(first));
    }
  });

  test("a sample has the same code alone as among others, but for the last bits", async () => {
    const all = await fitted(model, images.subarray(0, 30 * size));
    const { latentSize } = model;
    for (const image of [0, 17, 29]) {
      const alone = await fitted(model, images.subarray(image * size, (image + 1) * size));
      expectClose(alone.codes, all.codes.subarray(image * latentSize, (image + 1) * latentSize), 1e-3);
      expectClose(alone.after, all.after.subarray(image, image + 1), 1e-5);
    }
  });

  test("the same again has the same bits", async () => {
    const { first: _first, ...found } = await fitted(model, images);
    const { first: _again, ...again } = await fitted(model, images);
    expect(again).toEqual(found);
  });
});

test("a conditional decoder is told the class", async () => {
  const model = buildModel("conditional", {
    ...{ sampleShape: { height: 5, width: 5, channels: 1 }, hidden: [8], latentSize: 2, conditionClasses: 2 },
  });
  const { images, labels } = sampleImages(model, 8);
  const fitter = await createCodeFitter(runtime, model, initialWeights(model, 1));
  const how = { deviations: Float32Array.of(1, 1), steps: 3, rate: 0.1 };
  const { after } = await fitter.fit(images, new Float32Array(16), { ...how, labels });
  const others = labels!.map((label) => 1 - label);
  expect((await fitter.fit(images, new Float32Array(16), { ...how, labels: others })).after).not.toEqual(
    after,
  );
  await expect(fitter.fit(images, new Float32Array(16), how)).rejects.toThrow(
    "fit: labels: expected a Uint8Array of 8, the class of each image from 0 to 1",
  );
  await fitter.release();
});

describe("what it is given", () => {
  const model = tinyModel();
  const { images } = sampleImages(model, 4);
  const right = { deviations: new Float32Array(4).fill(1), steps: 2, rate: 0.1 };
  const refusal = async (options: object, codes: Float32Array = new Float32Array(16)): Promise<string> => {
    const fitter = await createCodeFitter(runtime, model, initialWeights(model, 1));
    try {
      await fitter.fit(images, codes, options as CodeFittingOptions);
      return "";
    } catch (error) {
      return (error as Error).message;
    } finally {
      await fitter.release();
    }
  };

  test.each<[string, object]>([
    ["fit: options.steps: expected a whole number from 1 to 100000, found 0", { steps: 0 }],
    ["fit: options.rate: expected a number from 0.000001 to 10, found 0", { rate: 0 }],
    ["fit: options.deviations: expected 4 numbers of at least 0", { deviations: new Float32Array(3) }],
    [
      "fit: options.deviations: expected 4 numbers of at least 0",
      { deviations: Float32Array.of(1, 1, -1, 1) },
    ],
    [
      "fit: options.deviations: expected 4 numbers of at least 0",
      { deviations: Float32Array.of(1, 1, Number.NaN, 1) },
    ],
    ["fit: options.deviations: expected a Float32Array", { deviations: [1, 1, 1, 1] }],
    ["fit: options: ", { rates: 1 }],
  ])("is refused: %s", async (message, options) => {
    expect(await refusal({ ...right, ...options })).toContain(message);
  });

  test("has a code for each sample", async () => {
    expect(await refusal(right, new Float32Array(12))).toContain(
      "fit: codes: expected 16 values, a code for each sample",
    );
    expect(await refusal(right, new Float32Array(15))).toContain("expected rows of 4 values");
  });

  test("can be stopped between batches, and progress rises to 1", async () => {
    const fitter = await createCodeFitter(runtime, model, initialWeights(model, 1));
    const many = sampleImages(model, 450).images;
    const codes = new Float32Array(4 * 450);
    const shares: number[] = [];
    await fitter.fit(many, codes, { ...right, onProgress: (share) => shares.push(share) });
    expect(shares).toHaveLength(3);
    expect(shares.at(-1)).toBe(1);
    const stop = new AbortController();
    const stopped = fitter.fit(many, codes, {
      ...right,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
    await fitter.release();
  });

  test("models whose codes are not free are refused", async () => {
    const quantized = buildModel("vanilla", {
      ...{ sampleShape: model.sampleShape, latentSize: 4, code: "vector-quantized", codebook: "average:5,2" },
    });
    await expect(createCodeFitter(runtime, quantized, initialWeights(quantized, 1))).rejects.toThrow(
      "expected one with codes whose values are free, found vector-quantized ones",
    );
  });
});
