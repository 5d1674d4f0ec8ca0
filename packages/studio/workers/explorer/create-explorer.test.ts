import { takeImages } from "hourglass-core/internal/data/image-set.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import { type Autoencoder, createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { initialWeights } from "hourglass-core/internal/model/model.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { chooseExamples } from "hourglass-lab/internal/evaluation/examples.ts";
import { toBytes } from "hourglass-lab/internal/evaluation/pictures.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { bars, pageOptions } from "../../../../test/support/page-trainer.ts";
import { createExplorer } from "./create-explorer.ts";
import { type ExploredModel, type ExplorerApi, liveModel } from "./explorer-api.ts";

const testSet = bars(60, 2);
const size = 784;

function explored(given: Readonly<Record<string, unknown>>): ExploredModel {
  const sampleShape = { height: 28, width: 28, channels: 1 };
  const settings = resolveSettings({ dataset: "bars", ...given }, "test");
  return { settings, sampleShape, architecture: architectureOf(settings, sampleShape) };
}

function weightsOf({ architecture, sampleShape }: ExploredModel, seed: number): Weights {
  return initialWeights(buildArchitecture(architecture, sampleShape), seed);
}

async function autoencoderOf(model: ExploredModel, weights: Weights): Promise<Autoencoder> {
  const { architecture, sampleShape } = model;
  return createAutoencoder(await nativeRuntime(), buildArchitecture(architecture, sampleShape), weights);
}

async function startExplorer(): Promise<ExplorerApi> {
  const explorer = createExplorer(() => nativeRuntime());
  await explorer.start(pageOptions);
  await explorer.setTestSet(testSet);
  return explorer;
}

/** Bytes may differ by one where a value lies between two. */
function expectPictures(given: SampleValues, expected: Uint8Array): void {
  const found = given as Uint8Array;
  expect(found).toHaveLength(expected.length);
  expect(Math.max(...found.map((value, at) => Math.abs(value - expected[at]!)))).toBeLessThanOrEqual(1);
}

function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>, digits = 5): void {
  expect(found).toHaveLength(expected.length);
  Array.from(found).forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at]!, digits);
  });
}

// A linear code: every value of it varies before training, too.
const vanilla = explored({ latentSize: 5, codeActivation: "linear" });
const first = weightsOf(vanilla, 1);
const second = weightsOf(vanilla, 2);

describe("the explorer", () => {
  let explorer: ExplorerApi;
  let autoencoder: Autoencoder;
  let codes: Float32Array;
  beforeAll(async () => {
    explorer = await startExplorer();
    await explorer.setModel(liveModel, vanilla, first);
    autoencoder = await autoencoderOf(vanilla, first);
    codes = await autoencoder.encode(testSet.images);
  });

  test("shows the same examples as the report, with what the model makes of them", async () => {
    const shown = await explorer.examples(liveModel, 6);
    expect(shown.indices).toEqual(chooseExamples(testSet, 6));
    expect(shown.labels).toEqual([0, 1, 2, 3, 0, 1]);
    const { images } = takeImages(testSet, Int32Array.from(shown.indices));
    expect(shown.originals).toEqual(images);
    expect(shown).not.toHaveProperty("corrupted");
    expectPictures(shown.reconstructions, toBytes(await autoencoder.reconstruct(images)));
    expectNear(shown.codes, await autoencoder.encode(images));
    const { mse } = await autoencoder.score(images);
    expectNear(
      shown.sse,
      mse.map((value) => value * size),
      3,
    );
  });

  test("rebuilds any test images, in the order that was asked for", async () => {
    const { indices, originals } = await explorer.rebuild(liveModel, [7, 3]);
    expect(indices).toEqual([7, 3]);
    expect(originals.subarray(size)).toEqual(testSet.images.subarray(3 * size, 4 * size));
  });

  test("draws what single values of the code change", async () => {
    const { units, deviations, drawings } = await explorer.units(liveModel, 3);
    const { deviation, mean } = statistics(codes, 5);
    const most = [...deviation.keys()].sort((a, b) => deviation[b]! - deviation[a]!).slice(0, 3);
    expect(units).toEqual(most.sort((a, b) => a - b));
    expectNear(
      deviations,
      units.map((unit) => deviation[unit]!),
    );
    const at = (unit: number, sign: number): Float32Array =>
      Float32Array.from(mean, (value, index) => value + (index === unit ? sign * 2 * deviation[unit]! : 0));
    for (const [row, unit] of units.entries()) {
      const above = await autoencoder.decode(at(unit, 1));
      const below = await autoencoder.decode(at(unit, -1));
      const expected = above.map((value, pixel) => value - below[pixel]!);
      expectNear(drawings.subarray(row * size, (row + 1) * size), expected);
    }
  });

  test("shows test images in the plane of their codes, and decodes any point of it", async () => {
    const plane = await explorer.plane(liveModel, 40);
    expect(plane).toMatchObject({ count: 40, axes: "principal components" });
    expect(plane.points).toHaveLength(80);
    expect(plane.labels).toEqual(testSet.labels?.subarray(0, 40));
    expect(plane.share).toBeGreaterThan(0.4);
    expect(plane.share).toBeLessThanOrEqual(1);
    const { code, sample } = await explorer.decodePoint(liveModel, 0.5, -0.25);
    expectNear(await explorer.placeOf(liveModel, code), [0.5, -0.25]);
    expectPictures(sample, toBytes(await autoencoder.decode(code)));
    const [x = 0, y = 0] = plane.points.subarray(2 * 7);
    expectNear(await explorer.placeOf(liveModel, codes.slice(7 * 5, 8 * 5)), [x, y]);
  });

  test("never shows more test images than there are", async () => {
    expect(await explorer.plane(liveModel, 5000)).toMatchObject({ count: 60 });
  });

  test("tells where values of the code lie", async () => {
    const { mean, low, high } = await explorer.codeRange(liveModel);
    expectNear(mean, statistics(codes, 5).mean);
    for (let value = 0; value < 5; value++) {
      const column = codes.filter((_, at) => at % 5 === value).sort();
      expectNear([low[value]!, high[value]!], [column[0]!, column[59]!]);
    }
  });

  test("decodes a code, and refuses one of another size", async () => {
    const code = codes.slice(0, 5);
    const decoded = await explorer.decode(liveModel, code);
    expectPictures(decoded.sample, toBytes(await autoencoder.decode(code)));
    await expect(explorer.decode(liveModel, new Float32Array(4))).rejects.toThrow("5 values, found 4");
  });

  test("walks from one image to another, both included", async () => {
    const walk = await explorer.walk(liveModel, 2, 9, 3);
    const half = Float32Array.from({ length: 5 }, (_, at) => (codes[10 + at]! + codes[45 + at]!) / 2);
    const codesOfWalk = [codes.slice(10, 15), half, codes.slice(45, 50)];
    for (const [step, code] of codesOfWalk.entries()) {
      expectPictures(walk.subarray(step * size, (step + 1) * size), toBytes(await autoencoder.decode(code)));
    }
  });

  test("decodes a grid over two values, the second falling from row to row", async () => {
    const grid = await explorer.grid(liveModel, 3, [1, 4]);
    expect(grid).toHaveLength(9 * size);
    const { low, high, mean } = await explorer.codeRange(liveModel);
    const corner = Float32Array.from(mean);
    corner[1] = low[1]!;
    corner[4] = high[4]!;
    const cell = await explorer.gridCell(liveModel, 3, 0, 0, [1, 4]);
    expectNear(cell.code, corner);
    expectPictures(cell.sample, grid.slice(0, size) as Uint8Array);
    const last = await explorer.gridCell(liveModel, 3, 2, 2, [1, 4]);
    expectNear([last.code[1]!, last.code[4]!], [high[1]!, low[4]!]);
    expectPictures(last.sample, grid.slice(8 * size) as Uint8Array);
  });

  test("decodes a grid over the plane", async () => {
    const { points } = await explorer.plane(liveModel, 60);
    const { code } = await explorer.gridCell(liveModel, 5, 0, 4);
    const [x, y] = await explorer.placeOf(liveModel, code);
    const most = (axis: number): number => Math.max(...points.filter((_, at) => at % 2 === axis));
    expect(x).toBeGreaterThan(0.8 * most(0));
    expect(y).toBeGreaterThan(0.8 * most(1));
  });

  test("rebuilds a drawing, with the nearest test images", async () => {
    const drawing = testSet.images.slice(5 * size, 6 * size);
    const { seen, code, reconstruction, neighbours } = await explorer.rebuildDrawing(liveModel, drawing);
    expect(seen).toEqual(drawing);
    expectNear(code, codes.subarray(25, 30));
    expectPictures(reconstruction, toBytes(await autoencoder.reconstruct(drawing)));
    expect(neighbours).toHaveLength(6);
    expect(neighbours[0]).toEqual({ index: 5, label: 1, image: drawing });
  });

  test("adds noise to a drawing, the same every time", async () => {
    const drawing = new Uint8Array(size).fill(128);
    const noisy = await explorer.rebuildDrawing(liveModel, drawing, { kind: "salt-pepper", level: 0.5 });
    const again = await explorer.rebuildDrawing(liveModel, drawing, { kind: "salt-pepper", level: 0.5 });
    expect(noisy.seen).toEqual(again.seen);
    const changed = noisy.seen.filter((value) => value !== 128);
    expect(new Set(changed)).toEqual(new Set([0, 255]));
    expect(changed.length / size).toBeGreaterThan(0.4);
    expect(changed.length / size).toBeLessThan(0.6);
    const none = await explorer.rebuildDrawing(liveModel, drawing, { kind: "gaussian", level: 0 });
    expect(none.seen).toEqual(drawing);
  });

  test("measures errors on the test set as a run does", async () => {
    const { bce, mse, sse } = await explorer.testFigures(liveModel);
    const scores = await autoencoder.score(testSet.images);
    const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / 60;
    expectNear([bce!, mse, sse / size], [mean(scores.bce!), mean(scores.mse), mean(scores.mse)]);
  });

  test("draws no samples where there is no distribution", async () => {
    await expect(explorer.samples(liveModel, 2, 1)).rejects.toThrow("only a Gaussian code");
  });
});

describe("models of the explorer", () => {
  test("are asked under their newest weights", async () => {
    const explorer = await startExplorer();
    await explorer.setModel(liveModel, vanilla, first);
    await explorer.plane(liveModel, 60);
    await explorer.setModel(liveModel, vanilla, second);
    const { codes } = await explorer.rebuild(liveModel, [0]);
    const autoencoder = await autoencoderOf(vanilla, second);
    expectNear(codes, await autoencoder.encode(testSet.images.slice(0, size)));
    const { mean } = await explorer.codeRange(liveModel);
    expectNear(mean, statistics(await autoencoder.encode(testSet.images), 5).mean);
  });

  test("that learn show their examples before what is dearer, though it was asked before", async () => {
    const explorer = await startExplorer();
    await explorer.setModel(liveModel, vanilla, first);
    const answers: string[] = [];
    const noted = (name: string, answer: Promise<unknown>): Promise<unknown> =>
      answer.then(() => answers.push(name));
    await Promise.all([
      noted("plane", explorer.plane(liveModel, 60)),
      noted("grid", explorer.grid(liveModel, 8)),
      noted("weights", explorer.setModel(liveModel, vanilla, second)),
      noted("examples", explorer.examples(liveModel, 6)),
    ]);
    expect(answers.indexOf("weights")).toBeLessThan(answers.indexOf("examples"));
    expect(answers.indexOf("examples")).toBeLessThan(answers.indexOf("grid"));
  });

  test("whose plane is of few samples are asked about these, until it is of more", async () => {
    const explorer = await startExplorer();
    await explorer.setModel(liveModel, vanilla, first);
    const codes = await (await autoencoderOf(vanilla, first)).encode(testSet.images);
    for (const count of [20, 60]) {
      await explorer.plane(liveModel, count);
      const { mean } = await explorer.codeRange(liveModel);
      expectNear(mean, statistics(codes.subarray(0, 5 * count), 5).mean);
    }
  });

  test("of one architecture do not mix, and those that are kept stay", async () => {
    const explorer = await startExplorer();
    await explorer.setModel("one", vanilla, first);
    await explorer.setModel("other", vanilla, second);
    const one = await explorer.rebuild("one", [0]);
    const other = await explorer.rebuild("other", [0]);
    expect(one.codes).not.toEqual(other.codes);
    await explorer.removeModel("one");
    expect(await explorer.rebuild("other", [0])).toEqual(other);
    await expect(explorer.rebuild("one", [0])).rejects.toThrow("no model one");
  });

  test("may become others", async () => {
    const explorer = await startExplorer();
    await explorer.setModel(liveModel, vanilla, first);
    const wide = explored({ latentSize: 7 });
    await explorer.setModel(liveModel, wide, weightsOf(wide, 1));
    expect((await explorer.rebuild(liveModel, [0])).codes).toHaveLength(7);
  });

  test("refuse weights of others", async () => {
    const explorer = await startExplorer();
    const wide = explored({ latentSize: 7 });
    await expect(explorer.setModel(liveModel, wide, first)).rejects.toThrow("they are of another model");
  });

  test("that do not fit the data say so, and others go on", async () => {
    const explorer = await startExplorer();
    await explorer.setModel(liveModel, vanilla, first);
    const sampleShape = { height: 4, width: 4, channels: 1 };
    const settings = resolveSettings({ latentSize: 2 }, "test");
    const small = { settings, sampleShape, architecture: architectureOf(settings, sampleShape) };
    await explorer.setModel("small", small, weightsOf(small, 1));
    await expect(explorer.rebuild("small", [0])).rejects.toThrow("takes images of 4 x 4 (gray)");
    expect((await explorer.rebuild(liveModel, [0])).indices).toEqual([0]);
  });

  test("see other test images when these change", async () => {
    const explorer = await startExplorer();
    await explorer.setModel(liveModel, vanilla, first);
    await explorer.plane(liveModel, 60);
    const other = bars(30, 3);
    await explorer.setTestSet(other);
    expect(await explorer.plane(liveModel, 60)).toMatchObject({ count: 30 });
    expect((await explorer.rebuild(liveModel, [0])).originals).toEqual(other.images.slice(0, size));
  });
});

test("a denoiser sees noise, the same for an image whatever else is shown", async () => {
  const explorer = await startExplorer();
  const denoiser = explored({ model: "denoising", corruption: "masking:0.5", latentSize: 3 });
  const weights = weightsOf(denoiser, 1);
  await explorer.setModel(liveModel, denoiser, weights);
  const { corrupted, originals, codes } = await explorer.rebuild(liveModel, [4, 9]);
  const again = await explorer.rebuild(liveModel, [9]);
  expect(corrupted?.subarray(size)).toEqual(again.corrupted);
  const autoencoder = await autoencoderOf(denoiser, weights);
  const corruption = { kind: "masking", level: 0.5 } as const;
  const expected = await autoencoder.corrupt(originals.slice(size), corruption, 9);
  expect(again.corrupted).toEqual(toBytes(expected));
  expectNear(codes.subarray(3), await autoencoder.encode(expected));
});

test("a denoiser is measured on noisy test images as the library measures it, and on clean ones", async () => {
  const explorer = await startExplorer();
  // More than are taken at once.
  const many = bars(1203, 2);
  await explorer.setTestSet(many);
  const denoiser = explored({ model: "denoising", corruption: "masking:0.5", latentSize: 3 });
  const weights = weightsOf(denoiser, 1);
  await explorer.setModel(liveModel, denoiser, weights);
  const { noisy, ...clean } = await explorer.testFigures(liveModel);
  const autoencoder = await autoencoderOf(denoiser, weights);
  const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / 1203;
  const ofClean = await autoencoder.score(many.images);
  expectNear([clean.bce!, clean.mse], [mean(ofClean.bce!), mean(ofClean.mse)]);
  const ofNoisy = await autoencoder.scoreCorrupted(many.images, { kind: "masking", level: 0.5 });
  expectNear(
    [noisy!.bce!, noisy!.mse, noisy!.sse / size],
    [mean(ofNoisy.bce!), mean(ofNoisy.mse), mean(ofNoisy.mse)],
  );
  expect(Math.abs(noisy!.bce! - clean.bce!)).toBeGreaterThan(1e-5);
});

test("a Gaussian code is its mean, and its prior is drawn from by a seed", async () => {
  const explorer = await startExplorer();
  const variational = explored({ model: "variational", latentSize: 2, hidden: [8] });
  const weights = weightsOf(variational, 1);
  await explorer.setModel(liveModel, variational, weights);
  const autoencoder = await autoencoderOf(variational, weights);
  const { codes } = await explorer.rebuild(liveModel, [0, 1]);
  expectNear(codes, await autoencoder.encode(testSet.images.slice(0, 2 * size)));
  const samples = await explorer.samples(liveModel, 3, 7);
  expect(samples).toHaveLength(3 * size);
  expect(await explorer.samples(liveModel, 3, 7)).toEqual(samples);
  expect(await explorer.samples(liveModel, 3, 8)).not.toEqual(samples);
  // Units are counted by the variance of their means, of all of them.
  const { active, deviations } = await explorer.units(liveModel, 1);
  const { deviation } = statistics(await autoencoder.encode(testSet.images), 2);
  expect(active).toEqual({
    ...{ threshold: 0.01, samples: testSet.count },
    count: deviation.filter((one) => one ** 2 > 0.01).length,
  });
  expect(deviations).toHaveLength(1);
  expect(await explorer.plane(liveModel, 10)).toMatchObject({ axes: "the code's two values", share: 1 });
  // A grid over its values is even under the prior: its edges do not depend on the model.
  const { code } = await explorer.gridCell(liveModel, 2, 0, 0, [0, 1]);
  expectNear(code, [-0.67449, 0.67449], 4);
});

describe("rows of numbers", () => {
  /** Of a column about 100 and one about 0, as wide as each other, a third that says nothing new. */
  const rows: RowSet = {
    ...{ kind: "row", count: 40, columns: 3 },
    values: Float32Array.from({ length: 120 }, (_, at) => {
      const [row, column] = [Math.floor(at / 3), at % 3];
      return [100 + 10 * Math.sin(row), Math.cos(row), 2 * Math.cos(row)][column]!;
    }),
  };
  const sampleShape = { kind: "row", columns: 3 } as const;
  const mean = Float32Array.of(100, 0, 0);
  const deviation = Float32Array.of(7, 0.7, 1.4);

  async function rowExplorer(given: Readonly<Record<string, unknown>>): Promise<{
    readonly explorer: ExplorerApi;
    readonly autoencoder: Autoencoder;
  }> {
    const settings = resolveSettings({ dataset: "rows.npy", ...given }, "test", sampleShape);
    const model = { settings, sampleShape, architecture: architectureOf(settings, sampleShape) };
    const weights = new Map([
      ...weightsOf(model, 1),
      ["samples.mean", mean],
      ["samples.deviation", deviation],
    ]);
    const explorer = createExplorer(() => nativeRuntime());
    await explorer.start(pageOptions);
    await explorer.setTestSet(rows);
    await explorer.setModel(liveModel, model, weights);
    return { explorer, autoencoder: await autoencoderOf(model, weights) };
  }
  const seen = (values: ArrayLike<number>): readonly number[] =>
    Array.from(values, (value, at) => (value - mean[at % 3]!) / deviation[at % 3]!);

  test("are rebuilt in their own units, with errors in deviations", async () => {
    const { explorer, autoencoder } = await rowExplorer({ latentSize: 2, codeActivation: "linear" });
    const { originals, reconstructions, sse, codes } = await explorer.rebuild(liveModel, [4, 9]);
    expect(originals).toEqual(Float32Array.of(...rows.values.slice(12, 15), ...rows.values.slice(27, 30)));
    expectNear(codes, await autoencoder.encode(originals));
    expectNear(reconstructions, await autoencoder.reconstruct(originals), 3);
    const [made, given] = [seen(reconstructions), seen(originals)];
    const squares = made.map((value, at) => (value - given[at]!) ** 2);
    expectNear(sse, [squares[0]! + squares[1]! + squares[2]!, squares[3]! + squares[4]! + squares[5]!], 3);
    const { mse, sse: whole, ...rest } = await explorer.testFigures(liveModel);
    expect(rest).toEqual({});
    expect(whole / mse).toBeCloseTo(3, 5);
    const walk = await explorer.walk(liveModel, 4, 9, 2);
    expectNear(walk, reconstructions, 3);
  });

  test("have units whose drawings are differences in deviations", async () => {
    const { explorer, autoencoder } = await rowExplorer({ latentSize: 2, codeActivation: "linear" });
    const { units, deviations, drawings } = await explorer.units(liveModel, 1);
    const { mean: center } = await explorer.codeRange(liveModel);
    const at = (sign: number): Float32Array =>
      center.map((value, unit) => value + (unit === units[0] ? sign * 2 * deviations[0]! : 0));
    const [above, below] = [await autoencoder.decode(at(1)), await autoencoder.decode(at(-1))];
    expect(drawings).toBeInstanceOf(Float32Array);
    expectNear(
      drawings,
      seen(above).map((value, column) => value - seen(below)[column]!),
      4,
    );
  });

  test("are seen with noise by a denoiser, in their own units", async () => {
    const { explorer, autoencoder } = await rowExplorer({ model: "denoising", latentSize: 2 });
    const { corrupted, codes } = await explorer.rebuild(liveModel, [4]);
    // The first column is about 100, and the noise of half a deviation.
    expect(Math.abs(corrupted![0]! - 100)).toBeLessThan(40);
    expect(corrupted![0]).not.toBe(rows.values[12]);
    expectNear(codes, await autoencoder.encode(corrupted!), 4);
  });
});

function statistics(
  codes: Float32Array,
  columns: number,
): { readonly mean: readonly number[]; readonly deviation: readonly number[] } {
  const rows = codes.length / columns;
  const mean = Array.from({ length: columns }, (_, value) =>
    codes.filter((_, at) => at % columns === value).reduce((sum, one) => sum + one / rows, 0),
  );
  const deviation = mean.map((centre, value) =>
    Math.sqrt(
      codes
        .filter((_, at) => at % columns === value)
        .reduce((sum, one) => sum + (one - centre) ** 2 / rows, 0),
    ),
  );
  return { mean, deviation };
}

describe("the plane of codes", () => {
  let explorer: ExplorerApi;
  let codes: Float32Array;
  beforeAll(async () => {
    explorer = await startExplorer();
    await explorer.setModel(liveModel, vanilla, first);
    codes = await explorer.codes(liveModel, 60);
  });

  test("is of any two values of the code, each in its own numbers", async () => {
    const plane = await explorer.plane(liveModel, 60, [3, 1]);
    expect(plane).toMatchObject({ axes: "two values of the code", values: [3, 1] });
    expectNear(plane.points.slice(0, 4), [codes[3]!, codes[1]!, codes[8]!, codes[6]!]);
    const { deviation } = statistics(codes, 5);
    const total = deviation.reduce((sum, value) => sum + value ** 2, 0);
    expectNear(plane.shares, [deviation[3]! ** 2 / total, deviation[1]! ** 2 / total]);
    const { code } = await explorer.decodePoint(liveModel, 0.5, -2);
    const { mean } = await explorer.codeRange(liveModel);
    expectNear(code, [mean[0]!, -2, mean[2]!, 0.5, mean[4]!]);
  });

  test("of a code of two values may be turned into its principal components, and back", async () => {
    const two = explored({ latentSize: 2, codeActivation: "linear" });
    await explorer.setModel("two", two, weightsOf(two, 1));
    expect(await explorer.plane("two", 60)).toMatchObject({ axes: "the code's two values", share: 1 });
    const turned = await explorer.plane("two", 60, "principal components");
    expect(turned.axes).toBe("principal components");
    expect(turned.shares[0]).toBeGreaterThan(turned.shares[1]);
    expect(turned.shares[0] + turned.shares[1]).toBeCloseTo(1, 5);
    expect(await explorer.plane("two", 60)).toMatchObject({ axes: "the code's two values" });
  });

  test("is decoded at many points as at each alone", async () => {
    await explorer.plane(liveModel, 60);
    const many = await explorer.decodePoints(liveModel, Float32Array.of(0.5, -0.25, -1, 2));
    for (const [at, [x, y]] of [
      [0.5, -0.25],
      [-1, 2],
    ].entries()) {
      const { sample } = await explorer.decodePoint(liveModel, x!, y!);
      expectPictures(many.subarray(at * size, (at + 1) * size), sample as Uint8Array);
    }
  });

  test("of another model is turned to lie like it, and decoded where it is shown", async () => {
    await explorer.setModel("twin", vanilla, first);
    await explorer.setModel("other", vanilla, second);
    const own = await explorer.plane(liveModel, 60);
    // The same codes, though its own axes are two values: after turning they lie as they do in the first.
    const twin = await explorer.alignedPlane("twin", 60, liveModel);
    expect(twin.correlation).toBeCloseTo(1, 5);
    expectNear(twin.points, own.points, 3);
    const other = await explorer.alignedPlane("other", 60, liveModel);
    expect(other.correlation).toBeLessThan(1);
    const { codes: others } = await explorer.rebuild("other", [7]);
    expectNear(await explorer.placeOf("other", others), [...other.points.subarray(14, 16)], 4);
  });

  test("has the nearest of a test image in the code, and in pixels", async () => {
    const near = await explorer.neighbours(liveModel, 7, 3);
    expect(near).toMatchObject({ index: 7, among: 60 });
    const nearest = (rows: ArrayLike<number>, width: number): readonly number[] => {
      const distance = (index: number): number => {
        let sum = 0;
        for (let at = 0; at < width; at++) sum += (rows[index * width + at]! - rows[7 * width + at]!) ** 2;
        return sum;
      };
      return [...Array(60).keys()]
        .filter((index) => index !== 7)
        .sort((a, b) => distance(a) - distance(b) || a - b)
        .slice(0, 3);
    };
    expect(near.byCode).toEqual(nearest(codes, 5));
    expect(near.byValues).toEqual(nearest(testSet.images, size));
  });

  test("has the prior and the posterior of a Gaussian code, and of no other", async () => {
    expect(await explorer.plane(liveModel, 60)).not.toHaveProperty("prior");
    expect(await explorer.posterior(liveModel, 3)).toBeUndefined();
    const gaussian = explored({ model: "variational", latentSize: 2 });
    await explorer.setModel("gaussian", gaussian, weightsOf(gaussian, 1));
    const plane = await explorer.plane("gaussian", 60);
    expect(plane.prior).toEqual([0, 0]);
    const { centre, radii } = (await explorer.posterior("gaussian", 3))!;
    expectNear(centre, [...plane.points.subarray(6, 8)]);
    // Before training the log-variances lie about 0, so the deviations about 1.
    for (const radius of radii) expect(radius).toBeGreaterThan(0.3);
    for (const radius of radii) expect(radius).toBeLessThan(3);
    expect(radii[0]).toBeGreaterThanOrEqual(radii[1]);
  });
});

describe("a model that is told the class", () => {
  const told = explored({ model: "conditional", latentSize: 2, hidden: [8], conditionClasses: 3 });
  const weights = weightsOf(told, 1);
  const labelled = { ...testSet, labels: Uint8Array.from({ length: 60 }, (_, at) => at % 3) };
  const code = Float32Array.of(0.5, -1);

  test("is told that of each test image, and decodes codes of none as the one that is chosen", async () => {
    const explorer = await startExplorer();
    await explorer.setTestSet(labelled);
    await explorer.setModel(liveModel, told, weights);
    const autoencoder = await autoencoderOf(told, weights);
    const three = takeImages(labelled, Int32Array.of(3, 7, 11));
    const rebuilt = await explorer.rebuild(liveModel, [3, 7, 11]);
    expectNear(rebuilt.codes, await autoencoder.encode(three.images, three.labels));
    expectPictures(
      rebuilt.reconstructions,
      toBytes(await autoencoder.reconstruct(three.images, three.labels)),
    );
    expectNear(
      await explorer.codes(liveModel, 60),
      await autoencoder.encode(labelled.images, labelled.labels),
    );
    for (const label of [0, 2, 1]) {
      if (label > 0) await explorer.setAsClass(label);
      const expected = toBytes(await autoencoder.decode(code, Uint8Array.of(label)));
      expectPictures((await explorer.decode(liveModel, code)).sample, expected);
    }
    // A model of fewer classes is told its last one.
    await explorer.setAsClass(9);
    expectPictures(
      (await explorer.decode(liveModel, code)).sample,
      toBytes(await autoencoder.decode(code, Uint8Array.of(2))),
    );
    const [image] = [takeImages(labelled, Int32Array.of(4))];
    const layers = await explorer.activations(liveModel, image.images, 1);
    expectNear(layers.get("encoder.code")!, await autoencoder.encode(image.images, Uint8Array.of(1)));
    expect((await explorer.testFigures(liveModel)).mse).toBeCloseTo(
      (await autoencoder.score(labelled.images, labelled.labels)).mse.reduce((a, b) => a + b) / 60,
      5,
    );
  });
});
