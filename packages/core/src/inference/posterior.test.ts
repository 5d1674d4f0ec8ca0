import { expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { initialWeights } from "../model/model.ts";
import { buildModel } from "../settings/build-model.ts";
import { createAutoencoder } from "./autoencoder.ts";
import { createPosteriorProbe } from "./posterior.ts";

const sampleShape = { height: 8, width: 8, channels: 1 };
const runtime = await nativeRuntime();

test("the mean of a Gaussian code is the code, and its deviation that of the log-variances beside it", async () => {
  const model = buildModel("variational", { sampleShape, latentSize: 3 });
  const weights = initialWeights(model, 1);
  const { images } = sampleImages(model, 2);
  const probe = (await createPosteriorProbe(runtime, model))!;
  const autoencoder = await createAutoencoder(runtime, model, weights);
  const { mean, deviation } = await probe.posterior(weights, images);
  expectClose(mean, await autoencoder.encode(images), 1e-5);

  // With no weights before it the log-variance is its bias: of -2 ln 2 the deviation is a half.
  const last = model.encoder.at(-1)!.parameters;
  const known = new Map(weights);
  for (const { name, shape } of last) {
    const values = new Float32Array(weights.get(name)!.length);
    if (shape.length === 1) values.fill(-2 * Math.log(2), 3);
    known.set(name, values);
  }
  const of = await probe.posterior(known, images);
  expect(Array.from(of.mean)).toEqual(Array(6).fill(0));
  expectClose(of.deviation, new Float32Array(6).fill(0.5), 1e-6);
  expect(deviation).not.toEqual(of.deviation);
  await probe.release();
});

test("other codes have none", async () => {
  const model = buildModel("vanilla", { sampleShape, latentSize: 3 });
  expect(await createPosteriorProbe(runtime, model)).toBeUndefined();
});
