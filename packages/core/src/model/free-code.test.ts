import { describe, expect, test } from "vitest";
import { buildModel, type ModelOptions } from "../settings/build-model.ts";
import { buildArchitecture } from "./build.ts";
import { codeRange, unfreeCode } from "./free-code.ts";
import { dense } from "./layers/dense.ts";
import { createModel, type Model } from "./model.ts";

const sampleShape = { height: 4, width: 4, channels: 1 };
const vanilla = (options: Omit<ModelOptions, "sampleShape">): Model =>
  buildModel("vanilla", { sampleShape, ...options });

describe("the range of a code", () => {
  test.each([
    ["linear", undefined],
    ["leaky-relu", undefined],
    ["relu", [0, Number.POSITIVE_INFINITY]],
    ["sigmoid", [0, 1]],
    ["tanh", [-1, 1]],
  ] as const)("is that of %s", (codeActivation, range) => {
    expect(codeRange(vanilla({ latentSize: 3, codeActivation }))).toEqual(range);
  });

  test("is that of the last layer that computes: flattening leaves values as they are, normalisation does not", () => {
    const convolution = { type: "convolution", filters: 2, activation: "relu" } as const;
    const decoder = [{ type: "dense", units: 16 }] as const;
    const encoderOf = (...rest: readonly ({ type: "batch-normalization" } | { type: "flatten" })[]): Model =>
      buildArchitecture({ name: "mine", encoder: [convolution, ...rest], decoder } as never, sampleShape);
    expect(codeRange(encoderOf({ type: "flatten" }))).toEqual([0, Number.POSITIVE_INFINITY]);
    expect(codeRange(encoderOf({ type: "batch-normalization" }, { type: "flatten" }))).toBeUndefined();
  });

  test("is not known of a Gaussian code, and of layers that are in no table", () => {
    expect(codeRange(vanilla({ code: "gaussian", latentSize: 3 }))).toBeUndefined();
    const own = { ...dense("encoder.code", 16, 3, "linear"), kind: "own" };
    const model = createModel("own", sampleShape, [own], [dense("decoder.output", 3, 16, "linear")]);
    expect(codeRange(model)).toBeUndefined();
    expect(unfreeCode(model)).toBeUndefined();
  });
});

test.each<[string | undefined, Omit<ModelOptions, "sampleShape">]>([
  [undefined, { latentSize: 4, codeActivation: "sigmoid" }],
  [undefined, { latentSize: 4, code: "gaussian" }],
  ["vector-quantized ones", { latentSize: 4, code: "vector-quantized", codebook: "average:5,2" }],
  ["dictionary ones", { latentSize: 20, code: "dictionary", selection: "relu", outputActivation: "linear" }],
  ["those of a top-k layer", { latentSize: 4, penalty: "topk:2" }],
  ["those of a batch-top-k layer", { latentSize: 4, penalty: "batch-topk:2" }],
])("codes that are not free are %s: %o", (unfree, options) => {
  expect(unfreeCode(vanilla(options))).toBe(unfree);
});
