import { expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { initialWeights, type Model } from "../model/model.ts";
import { buildModel } from "../settings/build-model.ts";
import { createAutoencoder } from "./autoencoder.ts";
import { modelCodebook } from "./codebook.ts";

const sampleShape = { height: 8, width: 8, channels: 1 };
const models: readonly [string, Model, readonly number[]][] = [
  [
    "a row",
    buildModel("vanilla", { sampleShape, code: "vector-quantized", latentSize: 6, codebook: "loss:5,2" }),
    [3],
  ],
  ["a grid", buildModel("vector-quantized", { sampleShape, codebook: "average:5,3" }), [2, 2]],
];

test.each(models)(
  "of %s tells the entries that codes are made of, and makes codes of them",
  async (_, model, places) => {
    const drawn = initialWeights(model, 1);
    const name = "encoder.code.codebook";
    // So near to each other that more than one is the nearest.
    const near = drawn.get(name)!.map((value) => value / 100);
    const weights = new Map(drawn).set(name, near);
    const codebook = modelCodebook(model, weights);
    expect(codebook).toMatchObject({ count: 5, places });
    const autoencoder = await createAutoencoder(await nativeRuntime(), model, weights);
    const codes = await autoencoder.encode(sampleImages(model, 20).images);
    await autoencoder.release();
    const indices = codebook!.indicesOf(codes);
    expect(indices).toHaveLength(20 * places.reduce((product, side) => product * side, 1));
    expect(new Set(indices).size).toBeGreaterThan(1);
    expect(codebook!.codesOf(indices)).toEqual(codes);
  },
);

test("takes the nearest entry of what is none", () => {
  const [, model] = models[0]!;
  const entries = Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1, 5, 5);
  const codebook = modelCodebook(model, new Map([["encoder.code.codebook", entries]]))!;
  expect([...codebook.indicesOf(Float32Array.of(0.9, 0.2, 0.1, 0.8, 4, 9))]).toEqual([1, 2, 4]);
});

test("is of no other code", () => {
  const model = buildModel("vanilla", { sampleShape });
  expect(modelCodebook(model, initialWeights(model, 1))).toBeUndefined();
});
