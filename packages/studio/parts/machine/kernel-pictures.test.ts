import { modelParameters } from "hourglass-core/internal/model/model.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { describe, expect, test } from "vitest";
import { kernelLayer, kernelPictures } from "./kernel-pictures.ts";

const sample = { height: 3, width: 2, channels: 1 };

/** The layers of a model, each with a kernel whose values are their places: 0, 1, 2 and so on. */
function layersOf(model: ReturnType<typeof buildModel>): (name: string) => ReturnType<typeof kernelPictures> {
  const layers = [...model.encoder, ...model.decoder];
  return (name) => {
    const layer = kernelLayer(layers, [name]);
    if (layer === undefined)
      throw new Error(`no kernel in ${name} of ${modelParameters(model).map((p) => p.name)}`);
    const count = layer.parameters[0]!.shape.reduce((product, size) => product * size, 1);
    return kernelPictures(
      layer,
      Float32Array.from({ length: count }, (_, at) => at),
      model.sampleShape,
    );
  };
}

describe("dense layers", () => {
  const model = buildModel("deep", { sampleShape: sample, hidden: [4], latentSize: 2 });
  const names = [...model.encoder, ...model.decoder].map(({ name }) => name);
  const pictures = layersOf(model);

  test("that see pixels are a picture a unit: the weights that come in", () => {
    // Kernel [6, 4]: the first unit has every fourth weight.
    expect(pictures(names[0]!)).toMatchObject({
      kind: "what a unit looks for",
      height: 3,
      width: 2,
      shown: 4,
    });
    expect([...pictures(names[0]!).values.subarray(0, 6)]).toEqual([0, 4, 8, 12, 16, 20]);
  });

  test("that make pixels are a picture a value: the weights that go out", () => {
    const last = pictures(names.at(-1)!);
    expect(last).toMatchObject({ kind: "what a value draws", height: 3, width: 2, shown: 4 });
    expect([...last.values.subarray(6, 12)]).toEqual([6, 7, 8, 9, 10, 11]);
  });

  test("between are a heat map: a row a value that comes in", () => {
    expect(pictures(names[1]!)).toMatchObject({ kind: "all weights", height: 4, width: 2, shown: 1 });
    expect([...pictures(names[1]!).values]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("that share the kernel of the encoder have its weights the other way round", () => {
    const tied = buildModel("vanilla", { sampleShape: sample, latentSize: 2, tiedWeights: true });
    const { name } = tied.decoder.findLast(({ parameters }) => parameters.length > 0)!;
    expect([...layersOf(tied)(name).values.subarray(0, 6)]).toEqual([0, 2, 4, 6, 8, 10]);
  });

  test("of colours are the mean over the colours", () => {
    const colours = buildModel("vanilla", { sampleShape: { ...sample, channels: 3 }, latentSize: 1 });
    const { values, height } = layersOf(colours)(
      colours.encoder.find(({ parameters }) => parameters.length > 0)!.name,
    );
    expect(height).toBe(3);
    expect([...values]).toEqual([1, 4, 7, 10, 13, 16].map((value) => expect.closeTo(value, 4)));
  });

  test("of many values are heat maps of 128 cells a side, with the strongest weight of each", () => {
    const wide = buildModel("deep", { sampleShape: sample, hidden: [256, 300], latentSize: 2 });
    const name = wide.encoder.filter(({ parameters }) => parameters.length > 0)[1]!.name;
    const map = layersOf(wide)(name);
    expect([map.height, map.width]).toEqual([128, 128]);
    expect(map.values.at(-1)).toBe(256 * 300 - 1);
  });
});

describe("convolutions", () => {
  const model = buildModel("convolutional", {
    sampleShape: { height: 8, width: 8, channels: 1 },
    filters: [2, 3],
  });
  const withKernels = [...model.encoder, ...model.decoder].filter(({ parameters }) =>
    parameters.some(({ shape }) => shape.length > 2),
  );
  const pictures = layersOf(model);

  test("of one channel are their filters", () => {
    expect(pictures(withKernels[0]!.name)).toMatchObject({
      kind: "a filter",
      height: 3,
      width: 3,
      shown: 2,
      all: 2,
    });
  });

  test("of several channels have a line a filter", () => {
    const second = pictures(withKernels[1]!.name);
    expect(second).toMatchObject({ columns: 2, shown: 6, all: 6 });
    expect([...second.values.subarray(9, 11)]).toEqual([9, 10]);
  });

  test("that are transposed have the channels first in memory, and lines of filters all the same", () => {
    const transposed = withKernels.find(({ kind }) => kind === "transposed-convolution")!;
    const [channels, filters] = transposed.parameters[0]!.shape as [number, number];
    const { values, columns } = pictures(transposed.name);
    expect(columns).toBe(channels);
    // The second channel of the first filter lies after all filters of the first channel.
    expect(values[9]).toBe(9 * filters);
  });
});
