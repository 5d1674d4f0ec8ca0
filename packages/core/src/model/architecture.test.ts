import { describe, expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { type ArchitectureInput, type LayerInput, parseArchitecture } from "./architecture.ts";

const output: LayerInput = { type: "dense", units: 16 };
const withEncoder = (...encoder: unknown[]): unknown => ({ encoder, decoder: [output] });

describe("a user's layers", () => {
  test("of every kind are taken as they are", () => {
    const complete = {
      name: "mine",
      encoder: [
        { type: "reshape", name: "picture", shape: [4, 4, 1] },
        { type: "reshape", shape: [16, 1] },
        { type: "convolution", filters: 8, kernelSize: 5, activation: "relu" },
        { type: "batch-normalization" },
        { type: "activation", activation: "silu" },
        { type: "max-pooling", size: 2 },
        { type: "flatten" },
        { type: "dropout", rate: 0.2 },
        { type: "dense", units: 9, activation: "tanh" },
        { type: "top-k", k: 3 },
        { type: "gaussian", units: 4 },
      ],
      decoder: [
        { type: "transposed-convolution", filters: 2, activation: "elu" },
        { type: "upsampling", factor: 3 },
      ],
    };
    expect(parseArchitecture(complete, "file")).toEqual(complete);
  });

  test("are completed with defaults: linear, kernels of 3, pooling and upsampling by 2", () => {
    const given: ArchitectureInput = {
      encoder: [{ type: "convolution", filters: 8 }, { type: "max-pooling" }, { type: "dense", units: 3 }],
      decoder: [{ type: "transposed-convolution", filters: 2 }, { type: "upsampling" }],
    };
    expect(parseArchitecture(given, "file")).toEqual({
      name: "custom",
      encoder: [
        { type: "convolution", filters: 8, kernelSize: 3, activation: "linear" },
        { type: "max-pooling", size: 2 },
        { type: "dense", units: 3, activation: "linear" },
      ],
      decoder: [
        { type: "transposed-convolution", filters: 2, activation: "linear" },
        { type: "upsampling", factor: 2 },
      ],
    });
  });

  test("that are complete are a fixed point, as JSON as well", () => {
    const once = parseArchitecture(withEncoder({ type: "convolution", filters: 8 }), "file");
    expect(parseArchitecture(JSON.parse(JSON.stringify(once)), "run.json")).toEqual(once);
  });
});

describe("what is refused, with the file, the layer, what was expected and what was found", () => {
  test.each<[string, unknown, RegExp]>([
    ["no object", [], /^my\.json: expected a record with name, encoder, decoder, output, found \[\]$/],
    [
      "no encoder",
      { decoder: [output] },
      /^my\.json: encoder: expected a list of 1 to 1000, .*, found nothing$/,
    ],
    [
      "an empty decoder",
      { encoder: [output], decoder: [] },
      /^my\.json: decoder: expected a list of 1 to 1000, .*, found \[\]$/,
    ],
    [
      "something beside the parts",
      { ...(withEncoder(output) as object), layers: [] },
      /^my\.json: .*"layers"/,
    ],
    ["an empty name", { ...(withEncoder(output) as object), name: "" }, /^my\.json: name: .*found ""$/],
    [
      "a layer that is none",
      withEncoder("dense"),
      /^my\.json: encoder, layer 1: expected a record whose type is one of dense, .*, found "dense"$/,
    ],
    [
      "an unknown type",
      withEncoder(output, { type: "lstm" }),
      /^my\.json: encoder, layer 2 \(lstm\): type: .*found "lstm"$/,
    ],
    ["no type", withEncoder({ units: 3 }), /^my\.json: encoder, layer 1: type: /],
    [
      "no units",
      withEncoder({ type: "dense" }),
      /^my\.json: encoder, layer 1 \(dense\): units: expected a whole number from 1 to 67108864, found nothing$/,
    ],
    [
      "0 units",
      withEncoder({ type: "dense", units: 0 }),
      /^my\.json: encoder, layer 1 \(dense\): units: expected a whole number from 1 to 67108864, found 0$/,
    ],
    [
      "half a unit",
      withEncoder({ type: "dense", units: 2.5 }),
      /layer 1 \(dense\): units: expected a whole number from 1 to 67108864, found 2\.5$/,
    ],
    [
      "too many units",
      withEncoder({ type: "dense", units: 2 ** 26 + 1 }),
      /units: expected a whole number from 1 to 67108864, found 67108865$/,
    ],
    [
      "an unknown activation",
      { encoder: [output], decoder: [output, { type: "dense", units: 16, activation: "mish" }] },
      /^my\.json: decoder, layer 2 \(dense\): activation: expected one of linear, relu, .*found "mish"$/,
    ],
    ["an activation of none", withEncoder({ type: "activation" }), /layer 1 \(activation\): activation: /],
    [
      "an even kernel",
      withEncoder({ type: "convolution", filters: 2, kernelSize: 4 }),
      /layer 1 \(convolution\): kernelSize: expected an odd whole number from 1 to 31, found 4$/,
    ],
    [
      "a large kernel",
      withEncoder({ type: "convolution", filters: 2, kernelSize: 33 }),
      /kernelSize: expected an odd whole number from 1 to 31, found 33$/,
    ],
    [
      "pooling by 1",
      withEncoder({ type: "max-pooling", size: 1 }),
      /layer 1 \(max-pooling\): size: expected a whole number from 2 to 16, found 1$/,
    ],
    [
      "upsampling by 17",
      withEncoder({ type: "upsampling", factor: 17 }),
      /\(upsampling\): factor: expected a whole number from 2 to 16, found 17$/,
    ],
    [
      "dropout of all",
      withEncoder({ type: "dropout", rate: 1 }),
      /\(dropout\): rate: expected a number from 0 to 0\.99, found 1$/,
    ],
    [
      "dropout of less than none",
      withEncoder({ type: "dropout", rate: -0.1 }),
      /\(dropout\): rate: expected a number from 0 to 0\.99, found -0\.1$/,
    ],
    [
      "a shape of one size",
      withEncoder({ type: "reshape", shape: [16] }),
      /layer 1 \(reshape\): shape: expected a list of 2 to 3, each a whole number from 1 to 65536, found \[16\]$/,
    ],
    [
      "a shape of size 0",
      withEncoder({ type: "reshape", shape: [4, 0, 1] }),
      /\(reshape\): shape\[1\]: expected a whole number from 1 to 65536, found 0$/,
    ],
    ["top 0", withEncoder({ type: "top-k", k: 0 }), /\(top-k\): k: .*found 0$/],
    ["a gaussian code of none", withEncoder({ type: "gaussian" }), /\(gaussian\): units: /],
    [
      "a field of another kind",
      withEncoder({ type: "flatten", units: 3 }),
      /^my\.json: encoder, layer 1 \(flatten\): .*"units"/,
    ],
    [
      "a name with a dot",
      withEncoder({ type: "dense", units: 3, name: "a.b" }),
      /layer 1 \(dense\): name: expected letters, digits, - and _, a letter first, found "a\.b"$/,
    ],
    [
      "a name that begins with a digit",
      withEncoder({ type: "dense", units: 3, name: "1st" }),
      /name: expected letters/,
    ],
  ])("%s", (_, value, message) => {
    const parse = (): unknown => parseArchitecture(value, "my.json");
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(message);
  });
});
