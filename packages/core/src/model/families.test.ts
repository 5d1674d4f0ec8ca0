import { describe, expect, test } from "vitest";
import type { ImageShape } from "../data/samples/shape.ts";
import { UsageError } from "../errors.ts";
import type { LayerSpec } from "./architecture.ts";
import { buildArchitecture } from "./build.ts";
import { type FamilyOptions, families } from "./families.ts";

const mnist: ImageShape = { height: 28, width: 28, channels: 1 };
const cifar: ImageShape = { height: 32, width: 32, channels: 3 };

const plain: FamilyOptions = {
  name: "test",
  latentSize: 32,
  hidden: [],
  filters: [32, 64],
  decoder: "transposed",
  activation: "relu",
  codeActivation: "linear",
  tiedWeights: false,
  batchNormalization: false,
  dropout: 0,
  code: "deterministic",
};

/** A line a layer: `dense 512 relu`. */
const inWords = (layers: readonly LayerSpec[]): readonly string[] =>
  layers.map(({ type, ...rest }) => [type, ...Object.values(rest)].join(" "));

/** The layers of both parts. */
function layersOf(
  family: keyof typeof families,
  options: Partial<FamilyOptions>,
  image: ImageShape,
): readonly (readonly string[])[] {
  const architecture = families[family]({ ...plain, ...options }, image);
  // Whatever a family gives can be built.
  const model = buildArchitecture(architecture, image);
  expect([model.name, model.latentSize]).toEqual(["test", options.latentSize ?? 32]);
  return [inWords(architecture.encoder), inWords(architecture.decoder)];
}

describe("dense", () => {
  test("without hidden layers is one layer each way", () => {
    expect(layersOf("dense", { codeActivation: "relu" }, mnist)).toEqual([
      ["dense 32 relu"],
      ["dense 784 linear"],
    ]);
  });

  test("mirrors its hidden layers", () => {
    expect(layersOf("dense", { hidden: [512, 256], activation: "elu" }, cifar)).toEqual([
      ["dense 512 elu", "dense 256 elu", "dense 32 linear"],
      ["dense 256 elu", "dense 512 elu", "dense 3072 linear"],
    ]);
  });

  test("with tied weights has each kernel once, in mirrored order", () => {
    const [, decoder] = layersOf("dense", { hidden: [512, 256], tiedWeights: true }, mnist);
    expect(decoder).toEqual([
      "dense 256 relu encoder.code",
      "dense 512 relu encoder.dense2",
      "dense 784 linear encoder.dense1",
    ]);
    const normalised = { hidden: [64], tiedWeights: true, batchNormalization: true, dropout: 0.5 };
    expect(layersOf("dense", normalised, mnist)[1]).toEqual([
      "dense 64 linear encoder.code",
      "batch-normalization",
      "activation relu",
      "dropout 0.5",
      "dense 784 linear encoder.dense1",
    ]);
  });

  test("normalises before the activation and drops after it, hidden layers alone", () => {
    expect(layersOf("dense", { hidden: [64], batchNormalization: true, dropout: 0.5 }, mnist)).toEqual([
      ["dense 64 linear", "batch-normalization", "activation relu", "dropout 0.5", "dense 32 linear"],
      ["dense 64 linear", "batch-normalization", "activation relu", "dropout 0.5", "dense 784 linear"],
    ]);
  });

  test("with a gaussian code has no activation of the code", () => {
    expect(layersOf("dense", { code: "gaussian", codeActivation: "relu" }, mnist)[0]).toEqual([
      "gaussian 32",
    ]);
  });

  test("with layers after the code has them there", () => {
    const afterCode = [{ type: "top-k", k: 5, from: 9 }] as const;
    expect(layersOf("dense", { afterCode }, mnist)[0]).toEqual(["dense 32 linear", "top-k 5 9"]);
  });
});

describe("convolutional", () => {
  test("halves the image once a convolution, and doubles it as often", () => {
    expect(layersOf("convolutional", {}, mnist)).toEqual([
      [
        "convolution 32 3 linear",
        "max-pooling 2",
        "activation relu",
        "convolution 64 3 linear",
        "max-pooling 2",
        "activation relu",
        "flatten",
        "dense 32 linear",
      ],
      [
        "dense 3136 relu",
        "reshape 7,7,64",
        "transposed-convolution 32 linear",
        "activation relu",
        "transposed-convolution 1 linear",
      ],
    ]);
  });

  test("by upsampling has a convolution after each", () => {
    expect(layersOf("convolutional", { decoder: "upsample", filters: [8, 16, 24] }, cifar)[1]).toEqual([
      "dense 384 relu",
      "reshape 4,4,24",
      "upsampling 2",
      "convolution 16 3 linear",
      "activation relu",
      "upsampling 2",
      "convolution 8 3 linear",
      "activation relu",
      "upsampling 2",
      "convolution 3 3 linear",
    ]);
  });

  test("with hidden layers, normalisation and dropout has them between features and code", () => {
    const options = { filters: [8], hidden: [100], batchNormalization: true, dropout: 0.1 };
    expect(layersOf("convolutional", options, cifar)).toEqual([
      [
        "convolution 8 3 linear",
        "batch-normalization",
        "max-pooling 2",
        "activation relu",
        "flatten",
        "dense 100 linear",
        "batch-normalization",
        "activation relu",
        "dropout 0.1",
        "dense 32 linear",
      ],
      [
        "dense 100 linear",
        "batch-normalization",
        "activation relu",
        "dropout 0.1",
        "dense 2048 linear",
        "batch-normalization",
        "activation relu",
        "dropout 0.1",
        "reshape 16,16,8",
        "transposed-convolution 3 linear",
      ],
    ]);
  });

  test.each([
    [
      mnist,
      [8, 8, 8],
      "filters: 3 convolutions halve the image 3 times: expected height and width that 8 divides, found 28 x 28",
    ],
    [{ height: 32, width: 30, channels: 1 }, [8, 8], "that 4 divides, found 32 x 30; give fewer filters"],
    [{ height: 31, width: 32, channels: 3 }, [8], "that 2 divides, found 31 x 32; give fewer filters"],
  ])("refuses %o with filters %o: it cannot be halved so often", (image, filters, message) => {
    const build = (): unknown => families.convolutional({ ...plain, filters }, image);
    expect(build).toThrow(UsageError);
    expect(build).toThrow(message);
  });
});
