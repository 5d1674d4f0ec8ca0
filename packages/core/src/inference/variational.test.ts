import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { sampleNumbers } from "../../../../test/support/numbers.ts";
import { logistic, plainCrossEntropy } from "../../../../test/support/plain-autoencoder.ts";
import { pixelsOf, sampleImages } from "../../../../test/support/sample-images.ts";
import { dense } from "../model/layers/dense.ts";
import { createModel, modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { createVariational, type Variational } from "./variational.ts";

/** One value of code: log p(x) is an integral over a line. */
const model = createModel(
  "tiny",
  { height: 2, width: 3, channels: 1 },
  [dense("encoder.code", 6, 2, "linear")],
  [dense("decoder.output", 1, 6, "linear")],
  "gaussian",
);
/** A posterior near the prior: from one that is far away and narrow an estimate needs very many samples. */
const weights: Weights = new Map(
  modelParameters(model).map(({ name, shape }) => {
    const scale = name.startsWith("encoder") ? 0.2 : 1;
    return [name, Float32Array.from(sampleNumbers(shape, name).data, (x) => scale * x)];
  }),
);
const of = (name: string): Float32Array => weights.get(name)!;
const set = sampleImages(model, 12);

/** Mean and log-variance of the code of an image. */
function posterior(image: readonly number[]): readonly [number, number] {
  const [mean = 0, logVariance = 0] = [0, 1].map((unit) =>
    image.reduce(
      (sum, x, k) => sum + x * of("encoder.code.kernel")[2 * k + unit]!,
      of("encoder.code.bias")[unit]!,
    ),
  );
  return [mean, logVariance];
}

type Loss = "bce" | "mse";

/** log p(x|z), up to the constant that a normal distribution has. */
const logDensity: Readonly<Record<Loss, (logit: number, x: number) => number>> = {
  bce: (logit, x) => -plainCrossEntropy(logit, x),
  mse: (logit, x) => -((logistic(logit) - x) ** 2),
};

const logGiven = (loss: Loss, image: readonly number[], z: number): number =>
  image.reduce((sum, x, pixel) => {
    const logit = z * of("decoder.output.kernel")[pixel]! + of("decoder.output.bias")[pixel]!;
    return sum + logDensity[loss](logit, x);
  }, 0);

/** The trapezoidal rule, which is all but exact for densities that fall like a normal one. */
function integrate(f: (z: number) => number): number {
  const step = 0.01;
  let sum = 0;
  for (let z = -10; z <= 10; z += step) sum += f(z);
  return sum * step;
}

const normalDensity = (z: number, mean = 0, variance = 1): number =>
  Math.exp(-((z - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);

const evidence = (loss: Loss, image: readonly number[]): number =>
  integrate((z) => Math.exp(logGiven(loss, image, z)) * normalDensity(z));

describe.each(["bce", "mse"] as const)("with %s", (loss) => {
  let variational: Variational;
  beforeAll(async () => {
    variational = await createVariational(await nativeRuntime(), model, weights, { loss });
  });
  afterAll(() => variational.release());

  test("the estimated log-likelihood is the integral over all codes", async () => {
    const samples = 3000;
    const estimates = await variational.logLikelihood(set.images, samples);
    expect(await variational.logLikelihood(set.images, samples), "the same bits again").toEqual(estimates);
    estimates.forEach((estimate, number) => {
      const image = pixelsOf(set, number);
      const [mean, logVariance] = posterior(image);
      const exact = evidence(loss, image);
      // The importance weights have this second moment: so far does chance take the mean of as many.
      const moment = integrate((z) => {
        const joint = Math.exp(logGiven(loss, image, z)) * normalDensity(z);
        return joint ** 2 / normalDensity(z, mean, Math.exp(logVariance));
      });
      const error = Math.sqrt((moment / exact ** 2 - 1) / samples);
      expect(Math.abs(estimate - Math.log(exact)), `image ${number}: ${error}`).toBeLessThan(4 * error);
      expect(error).toBeLessThan(0.1);
    });
  });

  test("the divergence is that of the two normal distributions", async () => {
    const { divergence } = await variational.bound(set.images);
    divergence.forEach((value, image) => {
      const [mean, logVariance] = posterior(pixelsOf(set, image));
      expect(value).toBeCloseTo((mean ** 2 + Math.exp(logVariance) - logVariance - 1) / 2, 4);
    });
  });

  test("the bound is below the log-likelihood, and is the one less the other", async () => {
    const repeated = new Uint8Array(2000 * 6);
    for (let copy = 0; copy < 2000; copy++) repeated.set(set.images.subarray(0, 6), 6 * copy);
    const { elbo, reconstruction, divergence } = await variational.bound(repeated);
    elbo.forEach((value, copy) => {
      expect(value).toBeCloseTo(-(reconstruction[copy]! + divergence[copy]!), 5);
    });
    // Its mean over samples is E[log p(x|z)] - KL, here by the same rule.
    const [mean, logVariance] = posterior(pixelsOf(set, 0));
    const deviation = Math.exp(logVariance / 2);
    const expected = integrate(
      (e) => -normalDensity(e) * logGiven(loss, pixelsOf(set, 0), mean + deviation * e),
    );
    const average = reconstruction.reduce((a, b) => a + b, 0) / 2000;
    const spread = Math.sqrt(reconstruction.reduce((sum, x) => sum + (x - average) ** 2, 0)) / 2000;
    expect(spread, "samples differ").toBeGreaterThan(0);
    expect(Math.abs(average - expected)).toBeLessThan(5 * spread + 1e-6);
    expect(-(average + divergence[0]!)).toBeLessThan(Math.log(evidence(loss, pixelsOf(set, 0))));
  });
});

test("images are binarised where training did so, the same every time", async () => {
  const runtime = await nativeRuntime();
  const [binary, grey] = await Promise.all(
    [true, false].map((binarize) => createVariational(runtime, model, weights, { loss: "bce", binarize })),
  );
  const bounds = await binary!.bound(set.images);
  expect(await binary!.bound(set.images)).toEqual(bounds);
  expect(bounds.divergence).not.toEqual((await grey!.bound(set.images)).divergence);
  const blackAndWhite = set.images.map((byte) => (byte < 128 ? 0 : 255));
  expect(await binary!.bound(blackAndWhite), "what is binary stays").toEqual(
    await grey!.bound(blackAndWhite),
  );
  await Promise.all([binary!.release(), grey!.release()]);
});

test("an estimate can be stopped, and tells how far it is", async () => {
  const variational = await createVariational(await nativeRuntime(), model, weights, { loss: "bce" });
  const shares: number[] = [];
  await variational.logLikelihood(set.images.subarray(0, 4 * 6), 3, {
    onProgress: (share) => shares.push(share),
  });
  expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  const controller = new AbortController();
  const stopped = variational.logLikelihood(set.images, 3, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(stopped).rejects.toThrow(/abort/i);
  await variational.release();
});
