import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import type { PresetName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { expect, test } from "vitest";
import { drawnLayers } from "../../workers/trainer/drawn-layers.ts";
import { type HourglassRow, hourglassRows, rowWidths } from "./hourglass-rows.ts";

const imageShape = { height: 28, width: 28, channels: 1 };

function rowsOf(
  preset: PresetName,
  settings: Partial<Omit<Settings, "model">> = {},
): readonly HourglassRow[] {
  return hourglassRows(imageShape, drawnLayers(buildModel(preset, { sampleShape: imageShape, ...settings })));
}
const wordsOf = (rows: readonly HourglassRow[]): readonly string[] =>
  rows.map(({ part, size, words }) => `${part}: ${size} ${words}`);

test("a line for each dense layer, with what follows it", () => {
  const rows = rowsOf("deep", { hidden: [512], batchNormalization: true, dropout: 0.2 });
  expect(wordsOf(rows)).toEqual([
    "sample: 28 × 28 image",
    "encoder: 512 dense, relu",
    "code: 32 dense",
    "decoder: 512 dense, relu",
    "reconstruction: 28 × 28 reconstruction",
  ]);
  expect(rows[1]?.layers).toEqual([
    "dense 784 → 512, linear",
    "batch normalization 512",
    "relu 512",
    "dropout 0.2 of 512",
  ]);
});

test("planes are height, width and channels", () => {
  expect(wordsOf(rowsOf("convolutional"))).toEqual([
    "sample: 28 × 28 image",
    "encoder: 28 × 28 × 32 convolution",
    "encoder: 14 × 14 × 32 max-pooling, relu",
    "encoder: 14 × 14 × 64 convolution",
    "encoder: 7 × 7 × 64 max-pooling, relu",
    "code: 32 dense",
    "decoder: 7 × 7 × 64 dense, relu",
    "decoder: 14 × 14 × 32 transp. conv., relu",
    "reconstruction: 28 × 28 reconstruction",
  ]);
});

test("tied weights leave the words of a layer as they are", () => {
  const [tied, own] = [true, false].map((tiedWeights) => rowsOf("deep", { hidden: [8], tiedWeights }));
  expect(tied!.map(({ words }) => words)).toEqual(own!.map(({ words }) => words));
});

test("the code is one line: the mean of a Gaussian one, the largest values of top-k", () => {
  const code = (rows: readonly HourglassRow[]): readonly string[] =>
    wordsOf(rows.filter(({ part }) => part === "code"));
  expect(code(rowsOf("variational"))).toEqual(["code: 50 gaussian"]);
  const topK = rowsOf("sparse", { penalty: "topk:4" });
  expect(topK).toHaveLength(3);
  expect(code(topK)).toEqual(["code: 32 dense, top-k"]);
});

test("widths order lines by their values", () => {
  const [image, wide, code] = rowWidths(rowsOf("deep", { hidden: [512], latentSize: 2 })) as [
    number,
    number,
    number,
  ];
  expect(image).toBe(1);
  expect(wide).toBeLessThan(1);
  expect(code).toBeLessThan(wide / 4);
});

test("rows and series begin and end with their sizes", () => {
  const ends = (sampleShape: SampleShape): readonly string[] => {
    const words = wordsOf(hourglassRows(sampleShape, drawnLayers(buildModel("vanilla", { sampleShape }))));
    return [words[0]!, words.at(-1)!];
  };
  expect(ends({ kind: "row", columns: 30 })).toEqual([
    "sample: 30 columns row",
    "reconstruction: 30 columns reconstruction",
  ]);
  expect(ends({ kind: "series", steps: 64, channels: 2 })).toEqual([
    "sample: 64 steps of 2 channels series",
    "reconstruction: 64 steps of 2 channels reconstruction",
  ]);
});
