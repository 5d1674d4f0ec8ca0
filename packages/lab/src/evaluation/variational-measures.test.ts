import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { describe, expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { describeActivations } from "./activations.ts";
import { createProgress } from "./progress.ts";
import { measureVariational, samplePrior, variationalWork } from "./variational-measures.ts";

const images = randomImages({ count: 3, height: 2, width: 2 });
const variational: NonNullable<Autoencoder["variational"]> = {
  bound: async () => ({
    elbo: Float32Array.of(-10, -20, -30),
    reconstruction: Float32Array.of(8, 15, 25),
    divergence: Float32Array.of(2, 5, 5),
  }),
  logLikelihood: async (_, samples, hooks) => {
    hooks?.onProgress?.(1);
    return Float64Array.of(-9, -18, -samples);
  },
};
/** Three codes of two units, of which the second hardly moves. */
const statistics = describeActivations(async function* () {
  yield Float32Array.of(-1, 0.05, 0, 0, 1, -0.05);
}, 2);

describe("measures of a variational model", () => {
  test("give the bound, its parts and the units that move with the image", async () => {
    const progress = createProgress(1, {});
    const { measures, notFinite } = await measureVariational(
      ...([variational, images, await statistics, 0, progress, undefined] as const),
    );
    expect(notFinite).toEqual([{ what: "the evidence lower bounds", count: 0, of: 3 }]);
    expect(measures?.elbo).toMatchObject({ mean: -20, minimum: -30, maximum: -10 });
    expect(measures!.reconstruction.mean + measures!.divergence.mean).toBe(20);
    expect(measures?.activeUnits).toEqual({ threshold: 0.01, count: 1 });
    expect(measures).not.toHaveProperty("logLikelihood");
  });

  test("estimate the likelihood where samples are given, and count its work", async () => {
    const fractions: number[] = [];
    const progress = createProgress(variationalWork(3, 27), {
      onProgress: (fraction) => fractions.push(fraction),
    });
    const { measures } = await measureVariational(
      ...([variational, images, await statistics, 27, progress, undefined] as const),
    );
    expect(measures?.logLikelihood).toMatchObject({ samples: 27, mean: -18 });
    expect(fractions.at(-1)).toBeCloseTo(1, 12);
  });

  test("leave out images whose bound or likelihood is not finite; of none there are no measures", async () => {
    const measure = async (elbo: readonly number[], likelihood: readonly number[]) =>
      measureVariational(
        {
          bound: async () => ({
            elbo: Float32Array.from(elbo),
            reconstruction: Float32Array.from(elbo, (value) => -value),
            divergence: new Float32Array(3),
          }),
          logLikelihood: async () => Float64Array.from(likelihood),
        },
        images,
        await statistics,
        5,
        createProgress(1, {}),
        undefined,
      );
    const some = await measure([-1, Number.NaN, -3], [-5, Number.NEGATIVE_INFINITY, -7]);
    expect(some.measures?.elbo).toMatchObject({ mean: -2, minimum: -3 });
    expect(some.measures?.reconstruction.mean).toBe(2);
    expect(some.measures?.logLikelihood?.mean).toBe(-6);
    expect(some.notFinite).toEqual([
      { what: "the evidence lower bounds", count: 1, of: 3 },
      { what: "the estimated log-likelihoods", count: 1, of: 3 },
    ]);
    const none = await measure(Array(3).fill(Number.NEGATIVE_INFINITY), []);
    expect(none).toEqual({ notFinite: [{ what: "the evidence lower bounds", count: 3, of: 3 }] });
  });
});

test("samples of the prior are standard normal codes, decoded, and the same each time", async () => {
  let codes = new Float32Array();
  const linear = createLinearAutoencoder({ imageSize: 4, latentSize: 5 });
  const model: Autoencoder = {
    ...linear,
    decode: (given) => {
      codes = given.slice();
      return linear.decode(given);
    },
  };
  const samples = await samplePrior(model, 2_000);
  expect(samples).toHaveLength(2_000);
  const mean = codes.reduce((sum, value) => sum + value, 0) / codes.length;
  const variance = codes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / codes.length;
  // Four standard errors of 10,000 values.
  expect(Math.abs(mean)).toBeLessThan(0.04);
  expect(Math.abs(variance - 1)).toBeLessThan(0.06);
  const decoded = await linear.decode(codes.subarray(5, 10));
  expect(samples[1]).toEqual(Uint8Array.from(decoded, (value) => Math.round(value * 255)));
  expect(await samplePrior(model, 2)).toEqual(samples.slice(0, 2));
});
