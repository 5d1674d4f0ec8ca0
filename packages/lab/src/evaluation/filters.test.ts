import { initialWeights, type Model } from "hourglass-core/internal/model/model.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { describe, expect, test } from "vitest";
import { firstFilters } from "./filters.ts";

/** Weights of the model, with numbers in order for one parameter. */
function counted(model: Model, name: string): Weights {
  const weights = new Map(initialWeights(model, 1));
  weights.set(
    name,
    Float32Array.from(weights.get(name) ?? [], (_, index) => index),
  );
  return weights;
}

const imageShape = { height: 2, width: 3, channels: 1 };

describe("filters of the first layer", () => {
  test("of a dense one are its columns, laid out as the image", () => {
    const model = buildModel("vanilla", { sampleShape: imageShape, latentSize: 4 });
    const filters = firstFilters(model, counted(model, "encoder.code.kernel"), [], 64);
    expect(filters).toMatchObject({ kind: "dense", givesCode: true, total: 4, shape: imageShape });
    expect(filters?.layer).toBe("dense 6 -> 4, relu");
    expect(filters?.filters[1]).toEqual({ unit: 1, weights: Float32Array.of(1, 5, 9, 13, 17, 21) });
  });

  test("of a convolution are its windows, channels last, also where a normalisation comes before", () => {
    const colored = { height: 4, width: 4, channels: 3 };
    const model = buildModel("convolutional", { sampleShape: colored, filters: [2] });
    const filters = firstFilters(model, counted(model, "encoder.convolution1.kernel"), [], 64);
    expect(filters).toMatchObject({
      kind: "convolution",
      givesCode: false,
      total: 2,
      shape: { height: 3, width: 3, channels: 3 },
    });
    // Kernel [filter][channel][row][column]: 27 weights a filter, 9 a channel.
    expect([...(filters?.filters[1]?.weights.subarray(0, 6) ?? [])]).toEqual([27, 36, 45, 28, 37, 46]);
  });

  test("of many units of a code are those that are asked for, of a hidden layer the longest", () => {
    const wide = buildModel("vanilla", { sampleShape: imageShape, latentSize: 100 });
    const units = [3, 70, 99];
    expect(firstFilters(wide, initialWeights(wide, 1), units, 64)?.filters.map(({ unit }) => unit)).toEqual(
      units,
    );
    const deep = buildModel("deep", { sampleShape: imageShape, hidden: [100], latentSize: 100 });
    const filters = firstFilters(deep, counted(deep, "encoder.dense1.kernel"), units, 64);
    expect(filters).toMatchObject({ givesCode: false, total: 100 });
    expect(filters?.filters.map(({ unit }) => unit)).toEqual(
      Array.from({ length: 64 }, (_, index) => 36 + index),
    );
  });

  test("of a Gaussian code belong to means and variances, not to its units", () => {
    const model = buildModel("variational", { sampleShape: imageShape, hidden: [], latentSize: 2 });
    expect(firstFilters(model, initialWeights(model, 1), [], 64)).toMatchObject({
      givesCode: false,
      total: 4,
    });
  });
});
