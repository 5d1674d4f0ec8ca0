import { sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { meanError } from "hourglass-core/internal/inference/scorer.ts";
import { initialWeights, type Model } from "hourglass-core/internal/model/model.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { goldenRepresentation, goldenSplits } from "../../../../../test/support/golden-digits.ts";
import { representationOf } from "../../../../../test/support/representation.ts";
import type { Representation } from "../representation.ts";
import { amortization, amortizationGap } from "./amortization.ts";
import { principalWeights } from "./principal-weights.ts";

const splits = goldenSplits(100);
const sampleShape = { height: 8, width: 8, channels: 1 };

async function untrained(model: Model): Promise<Representation> {
  return representationOf(
    await createAutoencoder(await nativeRuntime(), model, initialWeights(model, 1)),
    splits,
  );
}

test("errors are those of the test images, sums over pixels, and a code that is fitted has less", async () => {
  const representation = await goldenRepresentation();
  const shares: number[] = [];
  const { figures } = await amortization.measure(representation, {
    onProgress: (share) => shares.push(share),
  });
  expect(Object.keys(figures).sort()).toEqual(Object.keys(amortization.figures).sort());
  const sseOf = async (split: "train" | "test"): Promise<number> =>
    64 * meanError((await representation.autoencoder.score(valuesOf(representation.splits[split]))).mse);
  expect(figures["encoder"]).toBeCloseTo(await sseOf("test"), 4);
  expect(figures["trainingFitted"]! + figures["trainingGap"]!).toBeCloseTo(await sseOf("train"), 4);
  expect(figures["trainingGap"]).toBeGreaterThan(0);
  expect(figures["fitted"]).toBeLessThan(0.98 * figures["encoder"]!);
  expect(figures["gap"]).toBeCloseTo(figures["encoder"]! - figures["fitted"]!, 9);
  expect(figures["share"]).toBeCloseTo(figures["gap"]! / figures["encoder"]!, 9);
  expect(figures["steps"]).toBe(100);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  // The same again is the same.
  expect((await amortization.measure(representation, {})).figures).toEqual(figures);
});

test("the first images are measured, for as many steps as are asked", async () => {
  const representation = await goldenRepresentation();
  const few = await amortizationGap(representation, { images: 20, steps: 5 }, {});
  const first = sliceSamples(representation.splits.test, 0, 20);
  const alone = await representationOf(representation.autoencoder, { ...representation.splits, test: first });
  expect(await amortizationGap(alone, { images: 50, steps: 5 }, {})).toEqual({
    ...few,
    trainingFitted: expect.any(Number),
    trainingGap: expect.any(Number),
  });
  const longer = await amortizationGap(representation, { images: 20, steps: 100 }, {});
  expect(longer["fitted"]).toBeLessThan(few["fitted"]!);
  expect(longer["encoder"]).toBe(few["encoder"]);
  expect([few["steps"], longer["steps"]]).toEqual([5, 100]);
});

test("principal components have no gap: their codes are the best for their decoder", async () => {
  const runtime = await nativeRuntime();
  const model = buildModel("vanilla", {
    ...{ sampleShape, latentSize: 5, codeActivation: "linear", outputActivation: "linear" },
  });
  const weights = await principalWeights(runtime, model, splits.train);
  const autoencoder = await createAutoencoder(runtime, model, weights, { loss: "mse" });
  const { figures } = await amortization.measure(await representationOf(autoencoder, splits), {});
  expect(figures["encoder"]).toBeCloseTo(figures["pca"]!, 4);
  expect(figures["gap"]).toBeGreaterThanOrEqual(0);
  expect(figures["gap"]).toBeLessThan(1e-4);
});

test("a Gaussian code is fitted from its mean", async () => {
  const model = buildModel("variational", { sampleShape, hidden: [12], latentSize: 3 });
  const representation = await untrained(model);
  const { figures } = await amortization.measure(representation, {});
  const { mse } = await representation.autoencoder.score(valuesOf(splits.test));
  expect(figures["encoder"]).toBeCloseTo(64 * meanError(mse), 4);
  expect(figures["gap"]).toBeGreaterThan(0);
});

test.each([
  ["vector-quantized ones", { code: "vector-quantized", codebook: "average:5,2", latentSize: 4 }],
  [
    "dictionary ones",
    { code: "dictionary", latentSize: 80, selection: "top-k:3", outputActivation: "linear" },
  ],
  ["those of a top-k layer", { penalty: "topk:2", latentSize: 4 }],
])("codes are not fitted where these are %s", async (unfree, options) => {
  const representation = await untrained(buildModel("vanilla", { sampleShape, ...options }));
  await expect(amortization.measure(representation, {})).rejects.toThrow(
    `it needs codes whose values are free, and these are ${unfree}`,
  );
});
