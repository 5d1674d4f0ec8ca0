import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { evaluate } from "../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../test/support/gradient.ts";
import { at, type Numbers, sampleNumbers, tabulate } from "../../../../test/support/numbers.ts";
import { plainActivations } from "../../../../test/support/plain-activations.ts";
import type { ImageShape } from "../data/samples/shape.ts";
import { input } from "../graph/operators/source.ts";
import { ShapeError } from "../graph/type.ts";
import { activationNames } from "./activation.ts";
import { posteriorOf } from "./codes/gaussian.ts";
import { batchNormalization } from "./layers/batch-normalization.ts";
import { dense } from "./layers/dense.ts";
import {
  createModel,
  decodeToLogits,
  encode,
  encoderOutput,
  initialWeights,
  type Model,
  modelParameters,
  parameterCount,
} from "./model.ts";
import { imageToChannels } from "./reshaping.ts";

const mnist = { height: 28, width: 28, channels: 1 } as const;
const tiny = { height: 2, width: 3, channels: 1 } as const;

/** One hidden layer, the code. */
function vanilla(imageShape: ImageShape, latentSize: number): Model {
  const size = imageShape.height * imageShape.width * imageShape.channels;
  return createModel(
    "vanilla",
    imageShape,
    [dense("encoder.code", size, latentSize, "relu")],
    [dense("decoder.output", latentSize, size, "linear")],
  );
}

test("a model has the sizes of its image and code, and counts its parameters", () => {
  const model = vanilla(mnist, 32);
  expect(parameterCount(model)).toBe(784 * 32 + 32 + 32 * 784 + 784);
  expect([model.sampleSize, model.latentSize]).toEqual([784, 32]);
});

test("colour images have a pixel value a channel", () => {
  const model = vanilla({ height: 4, width: 5, channels: 3 }, 2);
  expect(model.sampleSize).toBe(60);
});

test("kernels start uniform within Glorot's limit, biases at zero", () => {
  const model = vanilla(mnist, 32);
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
  const model = vanilla(tiny, 6);
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
  const model = vanilla(tiny, 2);
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
  const model = vanilla(tiny, 2);
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

describe("a gaussian code", () => {
  const model = createModel(
    "test",
    tiny,
    [dense("encoder.code", 6, 4, "linear")],
    [dense("decoder.output", 2, 6, "linear")],
    "gaussian",
  );

  test("is half of what the encoder gives: the mean", async () => {
    expect(model.latentSize).toBe(2);
    const parameters = new Map(
      modelParameters(model).map(({ name, shape }) => [name, input(name, { dtype: "float32", shape })]),
    );
    const images = input("images", { dtype: "float32", shape: ["batch", 6] });
    const { mean, logVariance } = posteriorOf(encoderOutput(model, parameters, images));
    const feeds = new Map([
      [images, { shape: [1, 6], data: Array<number>(6).fill(0) }],
      [parameters.get("encoder.code.kernel")!, sampleNumbers([6, 4], "kernel")],
      // Of an image of zeros the encoder gives its bias.
      [parameters.get("encoder.code.bias")!, { shape: [4], data: [1, -2, 50, -3] }],
    ]);
    const results = await evaluate([encode(model, parameters, images), mean, logVariance], feeds);
    expect(results.map(({ data }) => data)).toEqual([
      [1, -2],
      [1, -2],
      // Held to where its exponential is far within float32.
      [20, -3],
    ]);
  });

  test("needs a mean and a log-variance for each value", () => {
    const build = (): unknown =>
      createModel("wrong", tiny, model.encoder, [dense("decoder.output", 4, 6, "linear")], "gaussian");
    expect(build).toThrow(ShapeError);
    expect(build).toThrow("layer decoder.output takes [batch, 4], but the code gives [batch, 2]");
  });
});

test("a code of planes is refused", () => {
  const encoder = [imageToChannels("encoder.image", [1, 2, 3])];
  expect(() => createModel("wrong", tiny, encoder, [])).toThrow(
    "layer encoder.image gives [batch, 1, 2, 3], but a code is [batch, values]",
  );
});

test("statistics are no parameters that are trained", () => {
  const model = createModel(
    "test",
    tiny,
    [batchNormalization("encoder.normalization", [6]), dense("encoder.code", 6, 2, "linear")],
    [dense("decoder.output", 2, 6, "linear")],
  );
  expect(modelParameters(model)).toHaveLength(8);
  expect(parameterCount(model)).toBe(2 * 6 + (6 * 2 + 2) + (2 * 6 + 6));
});

const sizes = [
  [3, 2],
  [2, 3],
  [1, 1],
] as const;

// ONNX Runtime joins x sigmoid(x) into one kernel, which it has for float32 alone, as it has erf: see activation.test.ts.
const inFloat64 = activationNames.filter((name) => !["silu", "gelu"].includes(name));

test.each(sizes.flatMap((size) => inFloat64.map((activation) => [...size, activation] as const)))(
  "a dense layer %i -> %i with %s has the values of loops and the gradient of central differences",
  async (inputSize, outputSize, activation) => {
    const layer = dense("layer", inputSize, outputSize, activation);
    const given = [
      { shape: ["batch", inputSize], given: sampleNumbers([4, inputSize], "x") },
      ...layer.parameters.map(({ name, shape }) => ({ given: sampleNumbers(shape, name) })),
    ];
    await checkGradient((x, ...parameters) => layer.apply(x, parameters), given);

    const values = given.map(({ given: { shape } }, index) =>
      input(`input ${index}`, { dtype: "float64", shape: index === 0 ? ["batch", inputSize] : shape }),
    );
    const [x, kernel, bias] = given.map((one) => one.given) as [Numbers, Numbers, Numbers];
    const expected = tabulate([4, outputSize], ([row, column]) => {
      const products = tabulate([inputSize], ([k]) => at(x, [row!, k!]) * at(kernel, [k!, column!]));
      const sum = products.data.reduce((a, b) => a + b, at(bias, [column!]));
      return plainActivations[activation](sum);
    });
    const [actual] = await evaluate(
      [layer.apply(values[0]!, values.slice(1))],
      new Map(values.map((value, index) => [value, given[index]!.given])),
    );
    expect(actual?.shape).toEqual(expected.shape);
    expectClose(actual?.data, expected.data, 1e-14);
  },
);
