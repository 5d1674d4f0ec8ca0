import { describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { tinyModel } from "../../../../test/support/programs.ts";
import { any } from "../../../../test/support/refusals.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import type { Samples } from "../data/samples/sample-kinds.ts";
import { shapeOf, sliceSamples } from "../data/samples/samples.ts";
import { splitDataset } from "../data/split.ts";
import { HourglassError } from "../errors.ts";
import { saveAutoencoder } from "../inference/saved.ts";
import type { Weights } from "../model/parameter.ts";
import { buildModel } from "../settings/build-model.ts";
import { resolveSettings } from "../settings/resolve.ts";
import { trainingOptions } from "../settings/training-options.ts";
import { fit } from "../training/fit.ts";
import { Autoencoder } from "./autoencoder.ts";
import type { GivenSamples } from "./given-samples.ts";
import type { TrainOptions } from "./train-options.ts";

const runtime = await nativeRuntime();
const images = sampleImages(tinyModel(), 40);
const { count, height, width } = images;
const values = Float32Array.from({ length: 120 }, (_, at) => Math.sin(at) * 10 ** (at % 3));
const rows: Samples = { kind: "row", count: 40, columns: 3, values };
const small = { runtime, latentSize: 3, epochs: 2, batchSize: 8, learningRate: 0.01 } as const;

const train = (samples: GivenSamples, options: Partial<TrainOptions> = {}) =>
  Autoencoder.train(samples, { ...small, ...options });

/** What the functions give one by one. */
async function weightsByHand(samples: Samples, validation: number): Promise<Weights> {
  const none = sliceSamples(samples, 0, 0);
  const about = { name: "mine", title: "", source: "", licence: "", classNames: [], checksums: {} };
  const splits = splitDataset({ ...about, train: samples, test: none, splitSeed: 1 }, { validation });
  const { runtime: _, ...settings } = small;
  const sampleShape = shapeOf(samples);
  const model = buildModel("denoising", { sampleShape, ...settings });
  const resolved = resolveSettings({ model: "denoising", ...settings }, "test", sampleShape);
  return (await fit(runtime, model, splits, trainingOptions(resolved))).weights;
}

describe("what is trained in one call", () => {
  test.each([
    ["images", images],
    ["rows", rows],
  ] as const)("is to the bit what the functions make of %s, with a sixth held out", async (_, samples) => {
    const autoencoder = await train(samples, { model: "denoising" });
    expect(autoencoder.weights).toEqual(await weightsByHand(samples, 6));
    expect(autoencoder.history).toHaveLength(2);
    expect(autoencoder.history[1]).toHaveProperty("validationLoss");
    expect(autoencoder.stopped).toBe("all epochs done");
  });

  test("is told the class of each sample, where samples have classes and the model is conditional", async () => {
    const labels = Array.from({ length: count }, (_, at) => at % 3);
    const shaped = { shape: [count, height, width], images: images.images };
    const options = { model: "conditional", conditionClasses: 3, hidden: [8], importanceSamples: 0 } as const;
    const autoencoder = await train({ ...shaped, labels }, options);
    const same = await train({ ...images, labels: Uint8Array.from(labels) }, options);
    expect(autoencoder.weights).toEqual(same.weights);
    const one = images.images.subarray(0, height * width);
    const [as0, as1] = await Promise.all(
      [0, 1].map((label) => autoencoder.reconstruct(one, Uint8Array.of(label))),
    );
    expect(as0).not.toEqual(as1);
    await expect(train(shaped, options)).rejects.toThrow("are told the class of each image");
    for (const wrong of [[0, 1], labels.map(() => 1.5), "dark"]) {
      await expect(train({ ...shaped, labels: wrong as number[] }, options)).rejects.toThrow(
        `Autoencoder.train: samples.labels: expected ${count} classes, one a sample, whole numbers from 0 to 255`,
      );
    }
  });

  test("holds out a share, or a number, or nothing", async () => {
    const [share, number, none] = await Promise.all(
      [0.25, 10, 0].map((validation) => train(images, { model: "denoising", validation })),
    );
    const expected = await weightsByHand(images, 10);
    expect(share!.weights).toEqual(expected);
    expect(number!.weights).toEqual(expected);
    expect(none!.history[0]).not.toHaveProperty("validationLoss");
  });

  test("is the same for bytes and for the floats of them, with their shape", async () => {
    const { weights } = await train(images);
    const floats = Float32Array.from(images.images, (byte) => byte / 255);
    const shape = [count, height, width];
    for (const given of [
      { shape, images: images.images },
      { shape, images: floats },
      { shape: [...shape, 1], values: Array.from(floats) },
    ]) {
      expect((await train(given)).weights).toEqual(weights);
    }
  });

  test("is the same for a set of rows, numbers with their shape and a list of rows", async () => {
    const { weights } = await train(rows);
    const list = Array.from({ length: 40 }, (_, at) => Array.from(values.subarray(3 * at, 3 * at + 3)));
    expect((await train({ shape: [40, 3], values })).weights).toEqual(weights);
    expect((await train(list)).weights).toEqual(weights);
  });

  test("is of series where the samples are said to be some", async () => {
    const { model } = await train({ shape: [20, 6], values: values.subarray(0, 120) }, { samples: "series" });
    expect(model.sampleShape).toEqual({ kind: "series", steps: 6, channels: 1 });
  });

  test("may stop early", async () => {
    const { stopped, history } = await train(images, { epochs: 50, patience: 1, minDelta: 100 });
    expect(stopped).toBe("early stopping");
    expect(history.length).toBeLessThan(5);
  });

  test("begins with the weights of another", async () => {
    const first = await train(images);
    const options = { initialWeights: first.weights, epochs: 1, learningRate: 1e-8 };
    const [second, seeded] = [await train(images, options), await train(images, { ...options, seed: 2 })];
    expect(second.history[0]!.trainingLoss).toBeLessThan(first.history[0]!.trainingLoss);
    expect(second.weights).toEqual((await train(images, options)).weights);
    expect(seeded.weights).not.toEqual(second.weights);
  });

  test("sees rows as those that its initial weights were learnt from", async () => {
    const { weights } = await train(rows);
    const others = { shape: [40, 3], values: values.map((value) => value + 5) };
    const tuned = await train(others, { initialWeights: weights });
    for (const name of ["samples.mean", "samples.deviation"]) {
      expect(tuned.weights.get(name)).toEqual(weights.get(name));
    }
    const seeded = await train(others);
    expect(seeded.weights.get("samples.mean")).not.toEqual(weights.get("samples.mean"));
    expect(tuned.weights).not.toEqual(weights);
  });

  test("has what it had come to where it was aborted, and says so", async () => {
    const controller = new AbortController();
    const epochs: number[] = [];
    const autoencoder = await train(images, {
      epochs: 50,
      signal: controller.signal,
      onProgress: ({ epoch }) => void epochs.push(epoch),
      onEpoch: ({ epoch }) => {
        if (epoch === 2) controller.abort();
      },
    });
    expect(autoencoder.stopped).toBe("interrupted");
    expect(autoencoder.history).toHaveLength(2);
    expect(epochs.at(-1)).toBe(2);
    expect(autoencoder.weights).toEqual((await train(images)).weights);
  });
});

test("without a runtime it is trained, and loaded, on that of the platform", async () => {
  const { runtime: _, ...settings } = small;
  const autoencoder = await Autoencoder.train(images, { model: "denoising", ...settings });
  const loaded = await Autoencoder.load(autoencoder.save());
  expect(await loaded.encode(images.images)).toEqual(await autoencoder.encode(images.images));
});

describe("a trained autoencoder", () => {
  test("denoises where it was trained with noise", async () => {
    const autoencoder = await train(images, { model: "denoising" });
    expect(await autoencoder.denoise(images.images)).toEqual(await autoencoder.reconstruct(images.images));
    const clean = await train(images);
    await expect(clean.denoise(images.images)).rejects.toThrow(
      "denoise: expected vanilla to be trained with a corruption, it was trained without: train with one, such as " +
        'model: "denoising" or corruption: "gaussian:0.5", or ask reconstruct',
    );
  });

  test("scores floats as the bytes next to them", async () => {
    const autoencoder = await train(images);
    const floats = Float32Array.from(images.images, (byte) => (byte + 0.3) / 255.3);
    const bytes = Uint8Array.from(floats, (value) => Math.round(255 * value));
    expect(await autoencoder.score(floats)).toEqual(await autoencoder.score(bytes));
    await expect(autoencoder.score(new Float32Array(25).fill(2))).rejects.toThrow(
      "score: images[0]: expected a value in [0, 1], found 2",
    );
    const ofRows = await train(rows);
    expect((await ofRows.score(values)).mse).toHaveLength(40);
  });

  test("is saved with its training, and loaded", async () => {
    const original = await train(images, { model: "denoising" });
    const loaded = await Autoencoder.load(original.save(), { runtime });
    expect(loaded.history).toEqual(original.history);
    expect(loaded.weights).toEqual(original.weights);
    expect(await loaded.denoise(images.images)).toEqual(await original.denoise(images.images));
    expect(loaded.save()).toEqual(original.save());
    expect(loaded).not.toHaveProperty("stopped");
  });

  test("is loaded from a file that does not tell its training, or tells nonsense", async () => {
    const original = await train(images, { model: "denoising" });
    const loaded = await Autoencoder.load(saveAutoencoder(original), { runtime });
    expect(loaded.history).toEqual([]);
    await expect(loaded.denoise(images.images)).rejects.toThrow(
      "the file does not tell: give the objective that it was trained by to Autoencoder.load",
    );
    const objective = { loss: "mse", corruption: { kind: "gaussian", level: 0.5 } };
    const told = await Autoencoder.load(saveAutoencoder(original), { runtime, objective: any(objective) });
    expect(await told.denoise(images.images)).toEqual(await original.denoise(images.images));
    const damaged = saveAutoencoder(original, { history: "[{}]" });
    await expect(Autoencoder.load(damaged, { runtime, file: "mine" })).rejects.toThrow("mine: history");
  });

  test("is refused once it is released", async () => {
    const autoencoder = await train(images);
    await autoencoder.release();
    await expect(autoencoder.encode(images.images)).rejects.toThrow("was released");
  });
});

describe("refused, in words:", () => {
  test.each([
    ["a misspelt setting", { latentsiz: 4 }, 'options: unknown name "latentsiz"; the nearest is latentSize'],
    ["a misspelt hook", { onprogres: () => {} }, 'unknown name "onprogres"; the nearest is onProgress'],
    ["a setting that is wrong", { epochs: 0 }, "Autoencoder.train: options: epochs: expected a whole number"],
    ["a preset that is none", { model: "deeper" }, 'unknown model "deeper": choose one of'],
    [
      "the name of a data set",
      { dataset: "mnist" },
      "options: dataset names data to be read, and here samples",
    ],
    [
      "threads",
      { threads: 2 },
      "options: threads belongs to the runtime: give createNodeRuntime({ threads })",
    ],
    ["a runtime that is none", { runtime: {} }, "Autoencoder.train: options.runtime.description: expected"],
    ["a signal that is none", { signal: {} }, "Autoencoder.train: options.signal: expected the signal"],
    ["no rest to train on", { validation: 40 }, "validation: expected a whole number from 0 to 39"],
    ["a share above 1", { validation: 1.5 }, "options: validation: expected auto or a whole number"],
    ["a kind of sample that is none", { samples: "video" }, "Autoencoder.train: options: samples: expected"],
    [
      "weights of another model",
      { initialWeights: new Map() },
      "Autoencoder.train: options.initialWeights: expected 75 values of encoder.code.kernel, found nothing: they are of another model",
    ],
  ])("%s", async (_, options, message) => {
    const training = train(images, any(options));
    await expect(training).rejects.toThrow(HourglassError);
    await expect(training).rejects.toThrow(message);
  });

  test.each([
    ["nothing", undefined, "samples: expected a set, numbers with their shape { shape, images }"],
    ["no rows", [], "samples: expected rows, found none"],
    [
      "rows of several lengths",
      [[1, 2], [3]],
      "samples[1]: expected 2 numbers, as the first row has, found 1",
    ],
    ["rows of texts", [["a"]], "samples[0]: expected bytes (a Uint8Array), or floats"],
    ["no numbers", { shape: [2, 2] }, "samples.values: expected bytes (a Uint8Array), or floats"],
    [
      "too few numbers",
      { shape: [2, 2, 2], images: new Uint8Array(4) },
      "samples.images: expected 8 values for shape [2, 2, 2], found 4",
    ],
    [
      "images without height and width",
      { shape: [2, 4], images: new Uint8Array(8) },
      "samples: expected images of shape [N, H, W] or [N, H, W, C], found shape [2, 4]",
    ],
    [
      "floats that are no pixels",
      { shape: [1, 2, 2], images: [0, 1, 128, 255] },
      "samples: expected floats from 0 to 1, found 128 at index [0, 1, 0]",
    ],
    ["rows that are not finite", [[1], [Number.NaN]], "samples: expected finite numbers, found NaN in row 1"],
    ["images without a size", { count: 1, images: new Uint8Array(4) }, "samples.height: expected"],
  ])("%s", async (_, samples, message) => {
    const training = train(any(samples));
    await expect(training).rejects.toThrow(HourglassError);
    await expect(training).rejects.toThrow(`Autoencoder.train: ${message}`);
  });

  test("options that are none, and what is no file", async () => {
    await expect(Autoencoder.train(images, any(null))).rejects.toThrow(
      "Autoencoder.train: options: expected a record of settings by name, found null",
    );
    await expect(Autoencoder.load(any("a.safetensors"), { runtime })).rejects.toThrow(
      "Autoencoder.load: bytes: expected bytes",
    );
    await expect(Autoencoder.load(new Uint8Array(3), any(3))).rejects.toThrow("Autoencoder.load: options");
  });
});

test("what is nearly black is told", async () => {
  const notices: string[] = [];
  const dark = { shape: [4, 2, 2], images: Uint8Array.from({ length: 16 }, (_, at) => at % 2) };
  await train(dark, { onNotice: (text) => void notices.push(text) });
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain("no value is above 1");
});
