import { describe, expect, test } from "vitest";
import { type ArchitectureInput, parseArchitecture } from "../../model/architecture.ts";
import { buildArchitecture } from "../../model/build.ts";
import type { Model } from "../../model/model.ts";
import type { Objective } from "../../program/objective.ts";
import { buildModel, type ModelOptions } from "../../settings/build-model.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import { layers } from "./layers.ts";
import type { PretrainedPart } from "./pretraining-kind.ts";
import { epochsOfPretraining, pretrainingSentence } from "./pretrainings.ts";

const sampleShape = { height: 4, width: 4, channels: 1 };
const deep = (options: Partial<ModelOptions> = {}): Model =>
  buildModel("deep", { sampleShape, hidden: [8, 6], latentSize: 4, ...options });
const ofLayers = (layers: ArchitectureInput): Model =>
  buildArchitecture(parseArchitecture(layers), sampleShape);
const partsOf = (model: Model, objective: Objective = { loss: "bce" }): readonly PretrainedPart[] =>
  layers.parts(model, objective, { epochs: 3 });
/** `encoder.dense1+decoder.output` */
const namesOf = (model: Model): readonly string[] =>
  partsOf(model).map(({ model: { encoder, decoder } }) =>
    [...encoder, ...decoder].map(({ name }) => name).join("+"),
  );

const mirrored = [
  "encoder.dense1+decoder.output",
  "encoder.dense2+decoder.dense2",
  "encoder.code+decoder.dense1",
];

describe("the parts", () => {
  test.each([
    ["of a dense model are its layers with those that mirror them", {}, mirrored],
    ["have the kernels that layers share", { tiedWeights: true }, mirrored],
    ["leave dropout out", { dropout: 0.5 }, mirrored],
    [
      "have what follows a layer without weights",
      { penalty: "topk:2" },
      [...mirrored.slice(0, 2), "encoder.code+encoder.top_k1+decoder.dense1"],
    ],
    ["of a Gaussian code are the hidden layers", { code: "gaussian" }, mirrored.slice(0, 2)],
    [
      "of entries of a codebook are the values that they stand for, too",
      { code: "vector-quantized", codebook: "loss:4,2" },
      [...mirrored.slice(0, 2), "encoder.dense3+decoder.dense1"],
    ],
  ] as const)("%s", (_, options, expected) => {
    expect(namesOf(deep(options))).toEqual(expected);
  });

  test("learn samples by the loss of the whole, and codes by their squared error", () => {
    const corruption = { kind: "masking", level: 0.2 } as const;
    const objective: Objective = { loss: "bce", beta: 1, binarize: true, corruption };
    expect(partsOf(deep(), objective).map((part) => part.objective)).toEqual([
      { loss: "bce", binarize: true, corruption },
      { loss: "mse", corruption },
      { loss: "mse", corruption },
    ]);
    expect(partsOf(deep()).map(({ model }) => [model.sampleShape, model.output, model.latentSize])).toEqual([
      [sampleShape, undefined, 8],
      [{ kind: "row", columns: 8 }, "linear", 6],
      [{ kind: "row", columns: 6 }, "linear", 4],
    ]);
  });

  test("may be those of a file, with activations of their own", () => {
    const model = ofLayers({
      encoder: [
        { type: "dense", units: 6 },
        { type: "activation", activation: "relu" },
        { type: "dense", units: 3 },
      ],
      decoder: [
        { type: "dense", units: 6, activation: "relu" },
        { type: "dense", units: 16 },
      ],
    });
    expect(namesOf(model)).toEqual([
      "encoder.dense1+encoder.activation1+decoder.output",
      "encoder.code+decoder.dense1",
    ]);
  });
});

test("the work of pretraining is told in epochs of the whole", () => {
  // Every multiply-add is in one part, and each part has three epochs.
  const options = { objective: { loss: "bce" }, pretraining: { kind: "layers", epochs: 3 } } as const;
  expect(epochsOfPretraining(deep(), options)).toBeCloseTo(3, 12);
  expect(epochsOfPretraining(deep(), { objective: { loss: "bce" } })).toBe(0);
});

test("is said in words", () => {
  const own = { kind: "masking", level: 0.1 } as const;
  const noise = (masked?: number, corruption?: typeof own): string =>
    pretrainingSentence(
      { kind: "layers", epochs: 4, ...(masked === undefined ? {} : { masked }) },
      { loss: "bce", ...(corruption === undefined ? {} : { corruption }) },
    );
  expect(noise()).toBe(
    "layer by layer from the input, each for 4 epochs with the decoder's layer that mirrors it, to restore what the layers below give " +
      "of clean samples, without noise on its own input",
  );
  expect(noise(0.3, own)).toMatch(/with masking noise of 0\.3 on its own input$/);
  expect(noise(undefined, own)).toMatch(/with masking noise of 0\.1 on its own input$/);
  expect(noise(0, own)).toMatch(/without noise on its own input$/);
});

describe("refused, in words:", () => {
  const dense = { type: "dense", units: 8 } as const;
  const out = { type: "dense", units: 16 } as const;
  const code = { type: "dense", units: 4 } as const;
  test.each([
    [
      "convolutions",
      buildModel("convolutional", { sampleShape, filters: [2] }),
      "pretrain layers: expected dense layers, found encoder.convolution1 (convolution)",
    ],
    [
      "batch normalization",
      deep({ batchNormalization: true }),
      "expected dense layers, found encoder.batch_normalization1 (batch-normalization): choose a dense architecture without normalization",
    ],
    [
      "a Gaussian code alone",
      buildModel("vanilla", { sampleShape, code: "gaussian" }),
      "the only layer of the encoder gives a gaussian code, which no layer restores its input from: give hidden layers",
    ],
    [
      "a decoder with fewer layers",
      ofLayers({ encoder: [dense, code], decoder: [out] }),
      "the decoder has to mirror the encoder, found 1 dense layer for 2 of the encoder",
    ],
    [
      "a decoder of other sizes",
      ofLayers({ encoder: [dense, code], decoder: [{ type: "dense", units: 7 }, out] }),
      "decoder.output has to mirror encoder.dense1 (16 -> 8), found 7 -> 16",
    ],
    [
      "a kernel of another layer",
      ofLayers({
        encoder: [
          { ...dense, units: 16 },
          { ...code, units: 16 },
        ],
        decoder: [{ ...out, tiedTo: "encoder.dense1" }, out],
      }),
      "decoder.dense1 mirrors encoder.code and has the kernel of encoder.dense1: tie it to encoder.code",
    ],
  ])("%s", (_, model, message) => {
    expect(() => partsOf(model)).toThrow(message);
  });

  test("noise that codes cannot have", () => {
    const patches = { kind: "patches", size: 2, level: 0.2 } as const;
    expect(() => partsOf(deep(), { loss: "bce", corruption: patches })).toThrow(
      "encoder.dense2 learns from the codes below it, and patches noise is of images, and these are rows: choose another " +
        "corruption, or say which share of values is masked: layers:3,0.25",
    );
    expect(partsOf(deep({ hidden: [], latentSize: 3 }), { loss: "bce", corruption: patches })).toHaveLength(
      1,
    );
  });

  test("a convolutional architecture, among settings", () => {
    expect(() => resolveSettings({ model: "convolutional", pretrain: "layers:2" })).toThrow(
      "settings: pretrain layers:2 trains dense layers, and the architecture is convolutional: leave one of them out",
    );
    expect(() => resolveSettings({ pretrain: "layers" })).toThrow(
      "expected layers:EPOCHS[,P] (EPOCHS whole, from 1 to 100000, P from 0 to 0.99)",
    );
  });
});
