import { describe, expect, test } from "vitest";
import type { ImageShape } from "../data/samples/shape.ts";
import { ShapeError } from "../graph/type.ts";
import { type LayerInput, parseArchitecture } from "./architecture.ts";
import { buildArchitecture } from "./build.ts";
import { type Model, modelParameters, parameterCount } from "./model.ts";

const gray: ImageShape = { height: 4, width: 4, channels: 1 };
const color: ImageShape = { height: 4, width: 6, channels: 3 };

const code: LayerInput = { type: "dense", units: 3 };
const output: LayerInput = { type: "dense", units: 16 };
const outputPlanes: readonly LayerInput[] = [
  { type: "dense", units: 12 },
  { type: "reshape", shape: [2, 2, 3] },
];

const build = (
  encoder: readonly LayerInput[],
  decoder: readonly LayerInput[],
  image: ImageShape = gray,
): Model => buildArchitecture(parseArchitecture({ encoder, decoder }, "test"), image);

const linesOf = (model: Model): readonly string[] =>
  [...model.encoder, ...model.decoder].map(({ name, description }) => `${name}: ${description}`);

describe("a user's model with every kind of layer", () => {
  test("has the shapes that follow from each other", () => {
    const model = build(
      [
        { type: "convolution", filters: 8, kernelSize: 5 },
        { type: "batch-normalization" },
        { type: "activation", activation: "relu" },
        { type: "max-pooling" },
        { type: "flatten" },
        { type: "dropout", rate: 0.2 },
        { type: "dense", units: 10, activation: "tanh" },
        { type: "dense", units: 6 },
        { type: "top-k", k: 2 },
      ],
      [
        { type: "dense", units: 24, activation: "relu" },
        { type: "reshape", shape: [2, 3, 4] },
        { type: "upsampling" },
        { type: "convolution", filters: 3 },
      ],
      color,
    );
    expect(linesOf(model)).toEqual([
      "encoder.image: image 72 -> 3 x 4 x 6",
      "encoder.convolution1: convolution 5 x 5, 3 x 4 x 6 -> 8 x 4 x 6, linear",
      "encoder.batch_normalization1: batch normalization 8 x 4 x 6",
      "encoder.activation1: relu 8 x 4 x 6",
      "encoder.max_pooling1: max-pooling 2 x 2, 8 x 4 x 6 -> 8 x 2 x 3",
      "encoder.flatten1: reshape 8 x 2 x 3 -> 48",
      "encoder.dropout1: dropout 0.2 of 48",
      "encoder.dense1: dense 48 -> 10, tanh",
      "encoder.code: dense 10 -> 6, linear",
      "encoder.top_k1: top-2 of 6",
      "decoder.dense1: dense 6 -> 24, relu",
      "decoder.reshape1: reshape 24 -> 4 x 2 x 3",
      "decoder.upsampling1: upsampling 2 x 2, 4 x 2 x 3 -> 4 x 4 x 6",
      "decoder.output: convolution 3 x 3, 4 x 4 x 6 -> 3 x 4 x 6, linear",
      "decoder.image: image 3 x 4 x 6 -> 72",
    ]);
    expect([model.code, model.sampleSize, model.latentSize]).toEqual(["deterministic", 72, 6]);
    const kinds = [...model.encoder, ...model.decoder].map(({ kind, activation }) =>
      [kind, activation].filter((word) => word !== undefined).join(", "),
    );
    expect(kinds).toEqual([
      ...["image", "convolution, linear", "batch-normalization", "activation, relu", "max-pooling"],
      ...["flatten", "dropout", "dense, tanh", "dense, linear", "top-k"],
      ...["dense, relu", "reshape", "upsampling", "convolution, linear", "image"],
    ]);
    const statistics = modelParameters(model).filter(({ trainable }) => !trainable);
    expect(statistics.map(({ name }) => name)).toEqual([
      "encoder.batch_normalization1.moving_mean",
      "encoder.batch_normalization1.moving_variance",
    ]);
    expect(parameterCount(model), "without the statistics").toBe(
      8 * 3 * 25 + 8 + 8 + 8 + (48 * 10 + 10) + (10 * 6 + 6) + (6 * 24 + 24) + (3 * 4 * 9 + 3),
    );
  });

  test("with a gaussian code gives mean and log-variance", () => {
    const model = build([{ type: "gaussian", units: 3 }], [output]);
    expect(linesOf(model)).toEqual([
      "encoder.code: dense 16 -> 6, linear",
      "decoder.output: dense 3 -> 16, linear",
    ]);
    expect([model.code, model.latentSize]).toEqual(["gaussian", 3]);
    expect(model.encoder.map(({ kind }) => kind)).toEqual(["gaussian"]);
  });

  test("with transposed convolutions doubles the image", () => {
    const model = build([code], [...outputPlanes, { type: "transposed-convolution", filters: 1 }]);
    expect(linesOf(model).slice(-2)).toEqual([
      "decoder.output: transposed convolution 3 x 3, stride 2, 3 x 2 x 2 -> 1 x 4 x 4, linear",
      "decoder.image: image 1 x 4 x 4 -> 16",
    ]);
  });
});

describe("names", () => {
  test("are the user's where there are some", () => {
    const model = build(
      [
        { type: "dense", units: 5, name: "wide" },
        { ...code, name: "bottleneck" },
      ],
      [output],
    );
    expect(model.encoder.map(({ name }) => name)).toEqual(["encoder.wide", "encoder.bottleneck"]);
  });

  test("count the layers of a kind, given names included", () => {
    const hidden: LayerInput = { type: "dense", units: 5 };
    const model = build([hidden, { ...hidden, name: "middle" }, hidden, code], [output]);
    expect(model.encoder.map(({ name }) => name)).toEqual([
      "encoder.dense1",
      "encoder.middle",
      "encoder.dense3",
      "encoder.code",
    ]);
  });

  test("are free in the other part", () => {
    const model = build([{ ...code, name: "same" }], [{ ...output, name: "same" }]);
    expect(linesOf(model)).toHaveLength(2);
  });
});

describe("images go as planes to layers that look at neighbours", () => {
  test.each<[string, readonly LayerInput[], boolean]>([
    ["a convolution", [{ type: "convolution", filters: 2 }], true],
    ["max-pooling", [{ type: "max-pooling" }], true],
    [
      "a normalised convolution",
      [{ type: "batch-normalization" }, { type: "convolution", filters: 2 }],
      true,
    ],
    [
      "dropped pixels of a convolution",
      [
        { type: "dropout", rate: 0.1 },
        { type: "convolution", filters: 2 },
      ],
      true,
    ],
    ["a dense layer", [{ type: "dense", units: 5 }], false],
    ["normalised pixels of a dense layer", [{ type: "batch-normalization" }], false],
  ])("%s", (_, first, isSpatial) => {
    const model = build([...first, ...(isSpatial ? [{ type: "flatten" } as const] : []), code], [output]);
    expect(model.encoder[0]?.name === "encoder.image").toBe(isSpatial);
  });
});

test("series are the pixels of an image in order, and become an image at the end", () => {
  const model = build(
    [{ type: "convolution-1d", filters: 2, kernelSize: 5 }, { type: "flatten" }, code],
    [
      { type: "dense", units: 48 },
      { type: "reshape", shape: [24, 2] },
      { type: "convolution-1d", filters: 3 },
    ],
    color,
  );
  expect(linesOf(model)).toEqual([
    "encoder.image: image 72 -> 3 x 24",
    "encoder.convolution_1d1: convolution 5, 3 x 24 -> 2 x 24, linear",
    "encoder.flatten1: reshape 2 x 24 -> 48",
    "encoder.code: dense 48 -> 3, linear",
    "decoder.dense1: dense 3 -> 48, linear",
    "decoder.reshape1: reshape 48 -> 2 x 24",
    "decoder.output: convolution 3, 2 x 24 -> 3 x 24, linear",
    "decoder.image: image 3 x 24 -> 72",
  ]);
});

describe("what is refused, with the layer's name and both shapes", () => {
  test.each<[string, readonly LayerInput[], readonly LayerInput[], string]>([
    [
      "a dense layer on planes",
      [{ type: "convolution", filters: 2 }, code],
      [output],
      "layer encoder.code: expected [batch, values], found [batch, 2, 4, 4]: put a flatten layer before it",
    ],
    [
      "top-k on planes",
      [
        { type: "convolution", filters: 2 },
        { type: "top-k", k: 1 },
      ],
      [output],
      "layer encoder.top_k1: expected [batch, values], found [batch, 2, 4, 4]: put a flatten layer before it",
    ],
    [
      "a convolution on rows",
      [code],
      [{ type: "convolution", filters: 1 }, output],
      "layer decoder.convolution1: expected [batch, channels, height, width], found [batch, 3]: put a reshape layer before it",
    ],
    [
      "upsampling of rows",
      [code],
      [output, { type: "upsampling" }],
      "layer decoder.upsampling1: expected [batch, channels, height, width], found [batch, 16]: put a reshape layer before it",
    ],
    [
      "a shape of other values",
      [code],
      [
        { type: "dense", units: 11 },
        { type: "reshape", shape: [2, 2, 3] },
      ],
      "layer decoder.reshape1 takes 12 values to give [batch, 3, 2, 2], but finds [batch, 11], 11 values",
    ],
    [
      "more values than a code has",
      [code, { type: "top-k", k: 4 }],
      [output],
      "layer encoder.top_k1 keeps 4 values, but finds [batch, 3]",
    ],
    [
      "pooling of less than a window",
      [{ type: "max-pooling", size: 5 }, { type: "flatten" }, code],
      [output],
      "layer encoder.max_pooling1: windows of 5 x 5 on images [batch, 1, 4, 4]",
    ],
    [
      "a code of planes",
      [{ type: "convolution", filters: 2 }],
      [{ type: "flatten" }, output],
      "layer encoder.code gives [batch, 2, 4, 4], but a code is [batch, values]",
    ],
    [
      "an image of another size",
      [code],
      [{ type: "dense", units: 15 }],
      "layer decoder.output gives [batch, 15], but the image is [batch, 16]",
    ],
    [
      "an image of other planes",
      [code],
      [...outputPlanes, { type: "upsampling" }],
      "layer decoder.upsampling1 gives [batch, 3, 4, 4], but the image is [batch, 16]",
    ],
    [
      "a gaussian layer in the middle",
      [{ type: "gaussian", units: 3 }, code],
      [output],
      "a gaussian layer must be the last of the encoder",
    ],
    [
      "a gaussian layer in the decoder",
      [code],
      [{ type: "gaussian", units: 8 }],
      "a gaussian layer must be the last of the encoder",
    ],
    [
      "two layers of one name",
      [
        { ...code, name: "one" },
        { ...code, name: "one" },
      ],
      [output],
      "two layers are called encoder.one: give one another name",
    ],
    [
      "a name that another layer has by its number",
      [{ type: "dense", units: 5 }, { type: "dense", units: 5, name: "dense1" }, code],
      [output],
      "two layers are called encoder.dense1: give one another name",
    ],
    [
      "a kernel of a layer that is not there",
      [{ type: "dense", units: 5 }, code],
      [{ ...output, tiedTo: "encoder.first" }],
      "tied to encoder.first: expected a layer of the encoder, for one of the decoder: encoder.dense1, encoder.code",
    ],
    [
      "a kernel of the decoder's own",
      [code],
      [
        { type: "dense", units: 3 },
        { ...output, tiedTo: "decoder.dense1" },
      ],
      "tied to decoder.dense1: expected a layer of the encoder, for one of the decoder: encoder.code",
    ],
    [
      "a kernel of another shape",
      [{ type: "dense", units: 5 }, code],
      [{ ...output, tiedTo: "encoder.dense1" }],
      "tied to encoder.dense1, it needs a dense layer from 16 to 3 values there, found a kernel [16, 5]",
    ],
    [
      "a layer without a kernel",
      [code, { type: "top-k", k: 2 }],
      [{ ...output, tiedTo: "encoder.top_k1" }],
      "tied to encoder.top_k1, it needs a dense layer from 16 to 3 values there, found no kernel",
    ],
    [
      "a last layer with an activation",
      [code],
      [{ ...output, activation: "sigmoid" }],
      "expected the activation linear, found sigmoid",
    ],
    [
      "an activation as the last layer",
      [code],
      [output, { type: "activation", activation: "relu" }],
      "expected the activation linear, found relu",
    ],
  ])("%s", (_, encoder, decoder, message) => {
    expect(() => build(encoder, decoder)).toThrow(ShapeError);
    expect(() => build(encoder, decoder)).toThrow(message);
  });
});

test("layers may share a kernel, which is one parameter", () => {
  const model = build([code], [{ ...output, tiedTo: "encoder.code" }]);
  expect(linesOf(model)).toEqual([
    "encoder.code: dense 16 -> 3, linear",
    "decoder.output: dense 3 -> 16, kernel of encoder.code, linear",
  ]);
  expect(modelParameters(model).map(({ name }) => name)).toEqual([
    "encoder.code.kernel",
    "encoder.code.bias",
    "decoder.output.bias",
  ]);
  expect(parameterCount(model)).toBe(16 * 3 + 3 + 16);
});

describe("what decides on the values of the image", () => {
  test("gives logits, also where layers without values of their own follow", () => {
    const squashed: LayerInput = { type: "dense", units: 16, activation: "sigmoid" };
    expect(() => build([code], [squashed, { type: "flatten" }])).toThrow(
      "expected the activation linear, found sigmoid",
    );
    expect(() => build([code], [output, { type: "activation", activation: "relu" }])).toThrow(
      "expected the activation linear, found relu",
    );
  });

  test("is not rearranged by a user where pixels have several channels", () => {
    const planes: LayerInput = { type: "reshape", shape: [4, 6, 3] };
    const wide: LayerInput = { type: "dense", units: 72 };
    const convolution: LayerInput = { type: "convolution", filters: 3 };
    expect(() => build([planes, { type: "flatten" }, code], [wide], color)).toThrow(
      "a reshape layer at the beginning of the encoder: images of 3 channels become planes by themselves",
    );
    expect(() => build([code], [wide, planes, convolution, { type: "flatten" }], color)).toThrow(
      "a flatten layer at the end of the decoder: planes become an image of 3 channels by themselves",
    );
    expect(build([code], [wide, planes, convolution], color).sampleSize).toBe(72);
  });
});
