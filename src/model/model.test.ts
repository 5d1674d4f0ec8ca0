import { expect, test } from "vitest";
import { checkGradient } from "../../test/support/gradient.ts";
import { sampleNumbers } from "../../test/support/numbers.ts";
import { UsageError } from "../errors.ts";
import { input } from "../graph/operators/source.ts";
import { ShapeError } from "../graph/type.ts";
import type { ActivationName } from "./activation.ts";
import { dense } from "./dense.ts";
import {
  createModel,
  decodeToLogits,
  encode,
  initialWeights,
  modelParameters,
  parameterCount,
} from "./model.ts";
import { buildModel } from "./presets.ts";

const mnist = { height: 28, width: 28, channels: 1 } as const;
const tiny = { height: 2, width: 3, channels: 1 } as const;

test("the vanilla autoencoder of MNIST is 784 -> 32 (ReLU) -> 784 logits", () => {
  const model = buildModel("vanilla", { imageShape: mnist, latentSize: 32 });
  expect([...model.encoder, ...model.decoder].map(({ description }) => description)).toEqual([
    "dense 784 -> 32, relu",
    "dense 32 -> 784, linear",
  ]);
  expect(parameterCount(model)).toBe(784 * 32 + 32 + 32 * 784 + 784);
  expect([model.imageSize, model.latentSize]).toEqual([784, 32]);
});

test("colour images have a pixel value a channel", () => {
  const model = buildModel("vanilla", { imageShape: { height: 4, width: 5, channels: 3 }, latentSize: 2 });
  expect(model.imageSize).toBe(60);
});

test("an unknown preset is refused with the names of those that exist", () => {
  const build = (): unknown => buildModel("constructor", { imageShape: mnist, latentSize: 32 });
  expect(build).toThrow(UsageError);
  expect(build).toThrow('unknown model "constructor": choose one of vanilla');
});

test("kernels start uniform within Glorot's limit, biases at zero", () => {
  const model = buildModel("vanilla", { imageShape: mnist, latentSize: 32 });
  const weights = initialWeights(model, 1);
  const limit = Math.sqrt(6 / (784 + 32));
  for (const [name, values] of weights) {
    if (name.endsWith(".bias")) {
      expect(values.every((x) => x === 0)).toBe(true);
      continue;
    }
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.fround(limit));
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    // Four standard errors of the mean of 25,088 uniform numbers, and some of their variance, limit^2 / 3.
    expect(Math.abs(mean)).toBeLessThan((4 * limit) / Math.sqrt(3 * values.length));
    expect(variance / (limit ** 2 / 3)).toBeCloseTo(1, 1);
  }
});

test("the same seed gives the same weights, another seed others, and every kernel its own", () => {
  const model = buildModel("vanilla", { imageShape: tiny, latentSize: 6 });
  const [first, again, other] = [1, 1, 2].map((seed) => initialWeights(model, seed));
  expect(first).toEqual(again);
  expect(first!.get("encoder.code.kernel")).not.toEqual(other!.get("encoder.code.kernel"));
  expect(first!.get("encoder.code.kernel")).not.toEqual(first!.get("decoder.output.kernel"));
});

test("a parameter's initial values do not depend on the layers around it", () => {
  const layer = dense("decoder.output", 6, 6, "linear");
  const short = createModel("short", tiny, [], [layer]);
  const long = createModel("long", tiny, [dense("encoder.code", 6, 6, "relu")], [layer]);
  const name = "decoder.output.kernel";
  expect(initialWeights(short, 1).get(name)).toEqual(initialWeights(long, 1).get(name));
});

test("parameters have unique names, in the order of the layers", () => {
  const model = buildModel("vanilla", { imageShape: tiny, latentSize: 2 });
  expect(modelParameters(model).map(({ name }) => name)).toEqual([
    "encoder.code.kernel",
    "encoder.code.bias",
    "decoder.output.kernel",
    "decoder.output.bias",
  ]);
});

test("layers whose sizes differ are refused by name with both shapes", () => {
  const encoder = [dense("encoder.hidden", 6, 4, "relu"), dense("encoder.code", 3, 2, "relu")];
  const build = (): unknown => createModel("wrong", tiny, encoder, [dense("decoder.output", 2, 6, "linear")]);
  expect(build).toThrow(ShapeError);
  expect(build).toThrow("layer encoder.code takes [batch, 3], but layer encoder.hidden gives [batch, 4]");
  expect(() => createModel("wrong", tiny, [dense("encoder.code", 5, 2, "relu")], [])).toThrow(
    "layer encoder.code takes [batch, 5], but the image gives [batch, 6]",
  );
  expect(() => createModel("wrong", tiny, [], [dense("decoder.output", 6, 7, "linear")])).toThrow(
    "layer decoder.output gives [batch, 7], but the image is [batch, 6]",
  );
});

test("an input that does not fit is refused with the layer's name and both shapes", () => {
  const model = buildModel("vanilla", { imageShape: tiny, latentSize: 2 });
  const parameters = new Map(
    modelParameters(model).map(({ name, shape }) => [name, input(name, { dtype: "float32", shape })]),
  );
  const wrong = input("wrong", { dtype: "float32", shape: ["batch", 5] });
  expect(() => encode(model, parameters, wrong)).toThrow(ShapeError);
  expect(() => encode(model, parameters, wrong)).toThrow(/layer encoder\.code: .*\[batch, 5\].*\[6, 2\]/);
  expect(() => decodeToLogits(model, parameters, wrong)).toThrow(
    /layer decoder\.output: .*\[batch, 5\].*\[2, 6\]/,
  );
});

test.each<ActivationName>(["linear", "relu", "sigmoid"])(
  "a dense layer with %s has the gradient of central differences",
  async (activation) => {
    const layer = dense("layer", 3, 2, activation);
    await checkGradient(
      (x, ...parameters) => layer.apply(x, parameters),
      [
        { shape: ["batch", 3], given: sampleNumbers([4, 3], "x") },
        ...layer.parameters.map(({ name, shape }) => ({ given: sampleNumbers(shape, name) })),
      ],
    );
  },
);
