import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { Autoencoder } from "hourglass-core/internal/experiment/autoencoder.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { buildModel, type ModelOptions } from "hourglass-core/internal/settings/build-model.ts";
import type { PresetName } from "hourglass-core/internal/settings/settings.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { any } from "../../../../../test/support/refusals.ts";
import { sampleImages } from "../../../../../test/support/sample-images.ts";
import { seenBy } from "../raw-values.ts";
import { spreadOfValues } from "./principal-components.ts";
import { principalWeights } from "./principal-weights.ts";
import { projectionError } from "./projection.ts";

const runtime = await nativeRuntime();
const images: Samples = sampleImages({ sampleShape: { height: 4, width: 4, channels: 1 } }, 60);

/** Rows that vary in a plane, and less in the other directions. */
function correlatedRows(count: number): RowSet {
  const random = createRandom(1, "correlated rows");
  const columns = 6;
  const values = Float32Array.from({ length: count * columns }, () => 0);
  for (let row = 0; row < count; row++) {
    const [a, b] = [3 * random.normal(), random.normal()];
    for (let at = 0; at < columns; at++) {
      values[row * columns + at] = 10 + a * Math.cos(at) + b * Math.sin(2 * at) + 0.2 * random.normal();
    }
  }
  return { kind: "row", count, columns, values };
}

const linearModel = (samples: Samples, options: Partial<ModelOptions> = {}, preset: PresetName = "vanilla") =>
  buildModel(preset, {
    sampleShape: shapeOf(samples),
    ...{ latentSize: 2, codeActivation: "linear", outputActivation: "linear" },
    ...options,
  });

/** The squared error of a projection on principal components of the samples, mean over their values. */
async function principalError(samples: Samples, count: number): Promise<number> {
  const seen = seenBy(samples)(samples);
  const components = await (await spreadOfValues(runtime, seen)).components(count);
  return (await projectionError(runtime, seen, components)) / components.mean.length;
}

async function errorOf(
  model: Model,
  weights: Parameters<typeof createAutoencoder>[2],
  samples: Samples,
): Promise<number> {
  await using autoencoder = await disposable(model, weights);
  const { mse } = await autoencoder.score(valuesOf(samples));
  return mse.reduce((sum, error) => sum + error / mse.length, 0);
}

async function disposable(model: Model, weights: Parameters<typeof createAutoencoder>[2]) {
  const autoencoder = await createAutoencoder(runtime, model, weights, { loss: "mse" });
  return { ...autoencoder, [Symbol.asyncDispose]: () => autoencoder.release() };
}

const sets = { images, rows: correlatedRows(80) };

describe.each(["images", "rows"] as const)("of %s", (name) => {
  const samples = sets[name];

  test.each([
    ["tied", true],
    ["of their own", false],
  ])("kernels %s begin with the error of principal components", async (_, tiedWeights) => {
    const model = linearModel(samples, { tiedWeights });
    const weights = await principalWeights(runtime, model, samples);
    const expected = await principalError(samples, 2);
    expect(expected).toBeGreaterThan(1e-3);
    expect((await errorOf(model, weights, samples)) / expected).toBeCloseTo(1, 5);
  });

  test("a linear autoencoder with tied weights is trained to that error, and not below it", async () => {
    const model = linearModel(samples, { tiedWeights: true });
    const options = { objective: { loss: "mse" }, learningRate: 0.01, batchSize: 80, epochs: 1500, seed: 3 };
    const schedule = { kind: "cosine", warmUpEpochs: 0 } as const;
    const { weights, state } = await fit(runtime, model, { train: samples }, { ...options, schedule });
    const ratio = (await errorOf(model, weights, samples)) / (await principalError(samples, 2));
    // It has to learn: seeded weights are far away.
    expect(state.history[0]!.trainingLoss).toBeGreaterThan(2 * (await principalError(samples, 2)));
    expect(ratio).toBeGreaterThan(1 - 1e-5);
    expect(ratio).toBeLessThan(1.001);
  });
});

test("training goes on from there, and seeds change nothing of it", async () => {
  const settings = { latentSize: 2, codeActivation: "linear", outputActivation: "linear" } as const;
  const initialWeights = await principalWeights(runtime, linearModel(images), images);
  const options = { runtime, validation: 0, epochs: 1, learningRate: 1e-8, initialWeights, ...settings };
  const { history } = await Autoencoder.train(images, options);
  expect(history[0]!.trainingLoss / (await principalError(images, 2))).toBeCloseTo(1, 4);
});

describe("refused, in words:", () => {
  const linearAdvice =
    "; choose model vanilla with codeActivation linear and outputActivation linear, or begin with seeded weights";
  test.each([
    [
      "a code that is not linear",
      linearModel(images, { codeActivation: "relu" }),
      "expected one linear dense layer as the encoder, found encoder.code (dense 16 -> 2, relu)",
    ],
    [
      "hidden layers",
      linearModel(images, { hidden: [5] }, "deep"),
      "expected one linear dense layer as the encoder, found encoder.dense1 (dense 16 -> 5, relu), encoder.code",
    ],
    [
      "convolutions",
      linearModel(images, { filters: [2] }, "convolutional"),
      "expected one linear dense layer as the encoder, found encoder.image",
    ],
    [
      "a Gaussian code",
      buildModel("vanilla", { sampleShape: shapeOf(images), code: "gaussian", outputActivation: "linear" }),
      "expected one linear dense layer as the encoder, found encoder.code",
    ],
    [
      "a layer after the code",
      linearModel(images, { penalty: "topk:1" }),
      "expected one linear dense layer as the encoder, found encoder.code (dense 16 -> 2, linear), encoder.top_k1",
    ],
    [
      "an output that is not linear",
      linearModel(images, { outputActivation: "sigmoid" }),
      `expected a linear output, found the output sigmoid${linearAdvice}`,
    ],
    [
      "a code that is larger than a sample",
      linearModel(images, { latentSize: 17 }),
      "expected a code of at most 16 values, as a sample has, found one of 17",
    ],
  ])("%s", async (_, model, message) => {
    await expect(principalWeights(runtime, model, images)).rejects.toThrow(
      `principal components as initial weights: ${message}`,
    );
  });

  test("samples that are others, or none", async () => {
    const model = linearModel(images);
    await expect(principalWeights(runtime, model, correlatedRows(4))).rejects.toThrow(
      "principalWeights: train",
    );
    const rows = { kind: "row", count: 2, columns: 2, values: Float32Array.of(1, 2, Number.NaN, 4) } as const;
    await expect(principalWeights(runtime, linearModel(rows), rows)).rejects.toThrow(
      "principalWeights: train.values[2]: expected a finite number, found NaN",
    );
    const none = { ...images, count: 0, images: new Uint8Array(0), labels: new Uint8Array(0) };
    await expect(principalWeights(runtime, model, any(none))).rejects.toThrow(
      "principalWeights: train: expected samples, found none",
    );
  });

  test("what would take more memory than there is", async () => {
    const small = { ...runtime, memory: { bytes: 1000, source: "this machine has" } };
    await expect(principalWeights(small, linearModel(images), images)).rejects.toThrow(
      /^principal components would take about .* for products of values/,
    );
  });
});
