import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import type { Samples } from "../data/samples/sample-kinds.ts";
import { shapeOf, sliceSamples, valuesOf } from "../data/samples/samples.ts";
import { sampleSize } from "../data/samples/shape.ts";
import { createAutoencoder } from "../inference/autoencoder.ts";
import { decodeAutoencoder, saveAutoencoder } from "../inference/saved.ts";
import { createRandom } from "../random/random.ts";
import { buildModel } from "../settings/build-model.ts";
import { type FitHooks, fit } from "./fit.ts";
import type { FitResult } from "./run-epochs.ts";

/** Samples of two hidden numbers, in units that differ by powers of ten. */
function correlated(count: number, channels: number, places: number): Float32Array {
  const random = createRandom(1, "correlated samples");
  return Float32Array.from(
    Array.from({ length: count }, () => {
      const [a, b] = [random.normal(), random.normal()];
      return Array.from({ length: places * channels }, (_, at) => {
        const [place, channel] = [Math.floor(at / channels), at % channels];
        return 10 ** channel * (Math.cos(channel + place) * a + Math.sin(channel + place) * b + 50);
      });
    }).flat(),
  );
}

const sets: readonly (readonly [string, Samples])[] = [
  ["rows", { kind: "row", count: 200, columns: 4, values: correlated(200, 4, 1) }],
  ["series", { kind: "series", count: 200, steps: 3, channels: 2, values: correlated(200, 2, 3) }],
];

describe.each(sets)("%s", (_, set) => {
  const train = sliceSamples(set, 0, 150);
  const validation = sliceSamples(set, 150, 200);
  const model = buildModel("vanilla", { sampleShape: shapeOf(set), latentSize: 2, codeActivation: "linear" });
  const options = { epochs: 60, batchSize: 10, learningRate: 0.02 };
  const trained = async (hooks: FitHooks = {}, epochs = 60): Promise<FitResult> =>
    fit(await nativeRuntime(), model, { train, validation }, { ...options, epochs }, hooks);

  test("are learnt, whatever their units: of two hidden numbers a code of two rebuilds nearly all", async () => {
    const { history } = (await trained()).state;
    // A guess of the mean has an error of 1, since the values are standardised.
    expect(history[0]!.validationLoss).toBeLessThan(2);
    expect(history.at(-1)!.validationLoss).toBeLessThan(0.01);
  });

  test("have errors of standardised values, and reconstructions in their own units", async () => {
    const { weights } = await trained({}, 1);
    const autoencoder = await createAutoencoder(await nativeRuntime(), model, weights);
    const values = valuesOf(validation);
    const rebuilt = await autoencoder.reconstruct(values);
    const { mse, bce } = await autoencoder.score(values);
    expect(bce).toBeUndefined();
    const deviation = weights.get("samples.deviation")!;
    const size = sampleSize(shapeOf(set));
    const expected = Array.from({ length: validation.count }, (_none, row) => {
      const errors = Array.from({ length: size }, (_value, at) => {
        const place = row * size + at;
        return ((rebuilt[place]! - values[place]!) / deviation[at % deviation.length]!) ** 2;
      });
      return errors.reduce((sum, error) => sum + error, 0) / size;
    });
    expectClose([...mse], expected, 1e-3);
    await autoencoder.release();
  });

  test("are standardised by the training split alone, which the weights keep", async () => {
    const { weights } = await trained({}, 1);
    const values = valuesOf(train);
    const channels = weights.get("samples.mean")!.length;
    for (let channel = 0; channel < channels; channel++) {
      const ofChannel = [...values].filter((_value, at) => at % channels === channel);
      const mean = ofChannel.reduce((sum, value) => sum + value, 0) / ofChannel.length;
      const square = ofChannel.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ofChannel.length;
      expect(weights.get("samples.mean")![channel]! / mean).toBeCloseTo(1, 5);
      expect(weights.get("samples.deviation")![channel]! / Math.sqrt(square)).toBeCloseTo(1, 4);
    }
    const saved = decodeAutoencoder(saveAutoencoder({ model, weights }));
    expect(saved.weights).toEqual(weights);
    expect(saved.model.sampleShape).toEqual(model.sampleShape);
  });

  test("give the same bits whatever the chunking, and after a resume", async () => {
    const whole = await trained({}, 3);
    expect((await trained({ stepsPerChunk: 1 }, 3)).weights).toEqual(whole.weights);
    const { state } = await trained({}, 1);
    expect((await trained({ from: state }, 3)).weights).toEqual(whole.weights);
  });

  test("that are not finite are refused, by their place", async () => {
    const values = Float32Array.from(valuesOf(train));
    values[3] = Number.NaN;
    const broken = { ...train, values } as Samples;
    await expect(fit(await nativeRuntime(), model, { train: broken })).rejects.toThrow(
      /^fit: data\.train\.values.*NaN/,
    );
  });
});

test.each<[string, () => unknown, string]>([
  [
    "an output in [0, 1]",
    () => buildModel("vanilla", { sampleShape: { kind: "row", columns: 3 }, outputActivation: "sigmoid" }),
    "the output sigmoid gives values in [0, 1], and rows have values of any size: choose linear",
  ],
  [
    "cross-entropy",
    () => buildModel("vanilla", { sampleShape: { kind: "row", columns: 3 }, loss: "bce" }),
    "loss bce needs outputActivation sigmoid, found linear",
  ],
  [
    "convolutions of images",
    () => buildModel("convolutional", { sampleShape: { kind: "row", columns: 3 } }),
    "architecture convolutional: expected images, found rows of 3 columns",
  ],
])("rows refuse %s", (_, build, message) => {
  expect(build).toThrow(message);
});
