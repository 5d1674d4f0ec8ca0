import { expect, test } from "vitest";
import type { ImageShape } from "../data/samples/shape.ts";
import { UsageError } from "../errors.ts";
import type { Model } from "../model/model.ts";
import { architectureOf, buildModel } from "./build-model.ts";
import { presetNames } from "./presets.ts";
import { resolveSettings } from "./resolve.ts";
import type { PresetName } from "./settings.ts";

const mnist: ImageShape = { height: 28, width: 28, channels: 1 };
const cifar: ImageShape = { height: 32, width: 32, channels: 3 };

const layersOf = (model: Model): readonly string[] =>
  [...model.encoder, ...model.decoder].map(({ description }) => description);

test("the vanilla autoencoder of MNIST is 784 -> 32 (ReLU) -> 784 logits", () => {
  const model = buildModel("vanilla", { sampleShape: mnist, latentSize: 32 });
  expect(layersOf(model)).toEqual(["dense 784 -> 32, relu", "dense 32 -> 784, linear"]);
  expect(model).toMatchObject({ name: "vanilla", code: "deterministic", sampleSize: 784, latentSize: 32 });
});

test("the deep autoencoder of MNIST is 784-512-256-32 and back, with a linear code", () => {
  expect(layersOf(buildModel("deep", { sampleShape: mnist }))).toEqual([
    "dense 784 -> 512, relu",
    "dense 512 -> 256, relu",
    "dense 256 -> 32, linear",
    "dense 32 -> 256, relu",
    "dense 256 -> 512, relu",
    "dense 512 -> 784, linear",
  ]);
});

test("the variational autoencoder of MNIST is 784-200-200-50 and back", () => {
  const model = buildModel("variational", { sampleShape: mnist });
  expect(layersOf(model)).toEqual([
    "dense 784 -> 200, tanh",
    "dense 200 -> 200, tanh",
    "dense 200 -> 100, linear",
    "dense 50 -> 200, tanh",
    "dense 200 -> 200, tanh",
    "dense 200 -> 784, linear",
  ]);
  expect([model.code, model.latentSize]).toEqual(["gaussian", 50]);
});

test.each(presetNames)("%s can be built for grey and for colour images", (preset) => {
  expect(buildModel(preset, { sampleShape: mnist }).sampleSize).toBe(784);
  expect(buildModel(preset, { sampleShape: cifar }).sampleSize).toBe(3072);
});

test("settings that a model depends on reach it", () => {
  const model = buildModel("sparse", {
    sampleShape: mnist,
    latentSize: 10,
    hidden: [20],
    penalty: "topk:3",
    dropout: 0.25,
  });
  expect(layersOf(model)).toEqual([
    "dense 784 -> 20, relu",
    "dropout 0.25 of 20",
    "dense 20 -> 10, linear",
    "top-3 of 10",
    "dense 10 -> 20, relu",
    "dropout 0.25 of 20",
    "dense 20 -> 784, linear",
  ]);
});

test("an image shape may be any record that has one", () => {
  const set = { ...mnist, count: 5, images: new Uint8Array(5 * 784) };
  expect(buildModel("vanilla", { sampleShape: set }).sampleShape).toEqual(mnist);
});

test.each<[string, Record<string, unknown>, string]>([
  ["resnet", {}, 'unknown model "resnet": choose one of vanilla'],
  ["constructor", {}, 'unknown model "constructor": choose one of vanilla'],
  ["deep", { latentSize: 0 }, "buildModel: latentSize: expected a whole number from 1 to 4096, found 0"],
  ["deep", { units: 3 }, 'buildModel: unknown setting "units": choose from '],
  ["vanilla", { beta: 2 }, "buildModel: beta weighs the divergence of a gaussian code"],
  ["convolutional", { filters: [8, 8, 8] }, "filters: 3 convolutions halve the image 3 times"],
  ["mine.json", {}, "model: mine.json is a file; read it and give its layers to buildArchitecture"],
])("%s with %o is refused", (preset, settings, message) => {
  const build = (): Model => buildModel(preset as PresetName, { sampleShape: mnist, ...settings });
  expect(build).toThrow(UsageError);
  expect(build).toThrow(message);
});

test("the layers of settings are complete, and named after the model", () => {
  const { name, encoder } = architectureOf(resolveSettings({ model: "denoising" }, "test"), mnist);
  expect(name).toBe("denoising");
  expect(encoder).toEqual([{ type: "dense", units: 32, activation: "relu" }]);
});
