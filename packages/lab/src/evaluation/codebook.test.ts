import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { initialWeights } from "hourglass-core/internal/model/model.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { createCodebookCounter } from "./codebook.ts";

const sampleShape = { height: 4, width: 4, channels: 1 };
const model = buildModel("vanilla", {
  sampleShape,
  code: "vector-quantized",
  latentSize: 4,
  codebook: "loss:4,2",
});
const entries = Float32Array.of(0, 0, 1, 0, 0, 1, 7, 7);
const weights = new Map(initialWeights(model, 1)).set("encoder.code.codebook", entries);

test("the use of a codebook is counted over images and places", async () => {
  const autoencoder = await createAutoencoder(await nativeRuntime(), model, weights);
  const counter = createCodebookCounter(autoencoder)!;
  counter.add(Float32Array.of(0, 0, 1, 0, 0, 0, 1, 0));
  counter.add(Float32Array.of(0, 1, 0, 1));
  const measures = counter.measures();
  expect(measures).toMatchObject({ entries: 4, size: 2, places: [2], uses: [2, 2, 2, 0], used: 3 });
  // Three entries, equally often used; a code has two of them.
  expect(measures.perplexity).toBeCloseTo(3, 12);
  expect(measures.bits).toBeCloseTo(2 * Math.log2(3), 12);
  const { entries: drawn } = await counter.pictures(autoencoder, []);
  expect(drawn.map(({ entry, uses }) => [entry, uses])).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
  ]);
  const decoded = await autoencoder.decode(Float32Array.of(1, 0, 1, 0));
  expect(drawn[1]?.drawing).toEqual(Uint8Array.from(decoded, (value) => Math.round(value * 255)));
  await autoencoder.release();
});

test("there is none of another code", async () => {
  const other = buildModel("vanilla", { sampleShape });
  const autoencoder = await createAutoencoder(await nativeRuntime(), other, initialWeights(other, 1));
  expect(createCodebookCounter(autoencoder)).toBeUndefined();
  await autoencoder.release();
});
