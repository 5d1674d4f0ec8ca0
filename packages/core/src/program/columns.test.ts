import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { evaluate, type Feeds, nativeRuntime } from "../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../test/support/gradient.ts";
import type { Numbers } from "../../../../test/support/numbers.ts";
import { sampleColumns, sampleTable } from "../../../../test/support/tables.ts";
import { seeRows, unseeRows } from "../data/columns/see-rows.ts";
import { seenColumns } from "../data/columns/seen-columns.ts";
import { channelStatistics } from "../data/samples/channel-statistics.ts";
import { shapeOf, sliceSamples, valuesOf } from "../data/samples/samples.ts";
import { seenSize } from "../data/samples/shape.ts";
import { constant, input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { createAutoencoder } from "../inference/autoencoder.ts";
import { decodeAutoencoder, saveAutoencoder } from "../inference/saved.ts";
import { seenValues } from "../inference/seen-values.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import { buildModel } from "../settings/build-model.ts";
import { type FitHooks, fit } from "../training/fit.ts";
import type { FitResult } from "../training/run-epochs.ts";
import { seeColumns, unseeColumns } from "./columns.ts";
import { lossOf } from "./losses/losses.ts";
import { describeObjective } from "./objective.ts";

const set = sampleTable(400);
const rows = valuesOf(set) as Float32Array;
const statistics = channelStatistics(set);
const width = sampleColumns.length;
const { size, parts } = seenColumns(sampleColumns);

const scale = {
  mean: input("mean", { dtype: "float32", shape: [width] }),
  deviation: input("deviation", { dtype: "float32", shape: [width] }),
};
const scaleFeeds = [
  [scale.mean, { shape: [width], data: [...statistics.mean] }],
  [scale.deviation, { shape: [width], data: [...statistics.deviation] }],
] as const;

test("a row is seen as its quantities, its gaps, and a value for each word and for any other", () => {
  // load, pressure, count, day; a gap of the pressure; idle, run, missing, other; A, B, other.
  expect(parts.map(({ nature, size: values, columns }) => [nature, values, columns])).toEqual([
    ["quantity", 4, [0, 2, 3, 4]],
    ["gap", 1, [2]],
    ["word", 4, [1]],
    ["word", 3, [5]],
  ]);
  const [load, day] = [statistics.mean[0]!, statistics.mean[4]!];
  const one = Float32Array.of(load, 1, Number.NaN, 0, day, 9);
  const seen = seeRows(sampleColumns, one, statistics);
  expect([...seen.subarray(4)]).toEqual([1, 0, 1, 0, 0, 0, 0, 1]);
  expect([seen[0], seen[1], seen[3]]).toEqual([0, 0, 0]);
  expect(seen[2]).toBeCloseTo(-statistics.mean[3]! / statistics.deviation[3]!, 5);
});

test("of a word of which nothing is seen any other one stands", () => {
  const back = unseeRows(sampleColumns, new Float32Array(size), statistics);
  expect([back[1], back[5]]).toEqual([3, 2]);
});

test("quantities are centred by their own scale, without what is missing", () => {
  const of = (column: number): number[] =>
    Array.from({ length: set.count }, (_, row) => rows[row * width + column]!).filter(
      (value) => !Number.isNaN(value),
    );
  const pressure = of(2);
  const mean = pressure.reduce((sum, value) => sum + value, 0) / pressure.length;
  expect(statistics.mean[2]).toBeCloseTo(mean, 5);
  const counts = of(3)
    .map((value) => Math.log1p(value))
    .toSorted((one, other) => one - other);
  const at = (share: number): number => {
    const place = share * (counts.length - 1);
    const below = counts[Math.floor(place)]!;
    return below + (place % 1) * (counts[Math.ceil(place)]! - below);
  };
  expect(statistics.mean[3]).toBeCloseTo(at(0.5), 5);
  expect(statistics.deviation[3]).toBeCloseTo((at(0.75) - at(0.25)) / 1.3489795, 5);
  expect([statistics.mean[1], statistics.deviation[5]]).toEqual([0, 1]);
});

describe("a program", () => {
  const given = input("rows", { dtype: "float32", shape: ["batch", width] });

  test("sees rows as plain loops do, and what it sees gives the rows back, in their own units", async () => {
    const seen = seeColumns(sampleColumns, given, scale);
    const back = unseeColumns(sampleColumns, seen, scale);
    const feeds: Feeds = new Map<Value, Numbers>([
      [given, { shape: [set.count, width], data: [...rows] }],
      ...scaleFeeds,
    ]);
    const [found, rebuilt] = await evaluate([seen, back], feeds);
    expect(found!.shape).toEqual([set.count, size]);
    const expected = seeRows(sampleColumns, rows, statistics);
    expectClose([...found!.data], [...expected], 1e-5);
    const plain = unseeRows(sampleColumns, expected, statistics);
    expectClose([...rebuilt!.data], [...plain], 1e-4);
    // A missing pressure comes back as its mean.
    const known = [...rows].map((value) => (Number.isNaN(value) ? statistics.mean[2]! : value));
    expectClose([...plain], known, 1e-4);
  });
});

describe("the loss", () => {
  const model = buildModel("vanilla", { sampleShape: shapeOf(set), latentSize: 3 });
  const output = outputOf(model);
  const seen = seeRows(sampleColumns, rows.subarray(0, 5 * width), statistics);
  const logits = Float32Array.from({ length: seen.length }, (_, at) => Math.sin(at));

  test.each(["mse", "huber:0.5"])(
    "with %s for numbers is that of each column by its nature and weight",
    async (word) => {
      const [z, x] = ["z", "x"].map((label) => input(label, { dtype: "float32", shape: ["batch", size] }));
      const { ofImages, sum } = lossOf(word, output);
      const feeds = new Map([
        [z!, { shape: [5, size], data: [...logits] }],
        [x!, { shape: [5, size], data: [...seen] }],
      ]);
      const [ofRows, total] = await evaluate([ofImages(z!, x!), sum(z!, x!)], feeds);
      const numberLoss = (error: number): number =>
        word === "mse"
          ? error ** 2
          : Math.abs(error) <= 0.5
            ? error ** 2 / 2
            : 0.5 * (Math.abs(error) - 0.25);
      const expected = Array.from({ length: 5 }, (_, row) => {
        const [z_, x_] = [logits, seen].map((of) => [...of.subarray(row * size, (row + 1) * size)]);
        const entropy = (start: number, end: number): number => {
          const norm = Math.log(z_!.slice(start, end).reduce((all, one) => all + Math.exp(one), 0));
          return z_!.slice(start, end).reduce((all, one, at) => all - x_![start + at]! * (one - norm), 0);
        };
        const numbers = z_!.slice(0, 4).reduce((all, one, at) => all + numberLoss(one - x_![at]!), 0);
        const p = 1 / (1 + Math.exp(-z_![4]!));
        const gap = -(x_![4]! * Math.log(p) + (1 - x_![4]!) * Math.log(1 - p));
        return numbers + gap + entropy(5, 9) + 0.5 * entropy(9, 12);
      });
      expectClose([...ofRows!.data], expected, 1e-5);
      expectClose([...total!.data], [expected.reduce((all, one) => all + one)], 1e-5);
    },
  );

  test.each(["sum", "trainable"] as const)("has, as its %s, the gradient of differences", async (form) => {
    const loss = lossOf("mse", output)[form];
    const targets = constant([...seen], [5, size], "float64");
    const given = { shape: [5, size], data: [...logits] };
    await checkGradient((z) => loss(z, targets), [{ given }]);
  });

  test("is said by the objective", () => {
    expect(describeObjective(model, { loss: "mse" })).toBe(
      "squared error of numbers, binary cross-entropy in nats of whether a value is missing and cross-entropy in nats of words, " +
        "each column by its weight (0.5 or 1), mean over columns and rows; output numbers linear, words softmax; " +
        "rows standardised by the training split",
    );
  });
});

describe("a model", () => {
  const train = sliceSamples(set, 0, 300);
  const validation = sliceSamples(set, 300, 400);
  const model = buildModel("vanilla", { sampleShape: shapeOf(set), latentSize: 3, codeActivation: "linear" });
  const options = { batchSize: 10, learningRate: 0.02 };
  const trained = async (hooks: FitHooks = {}, epochs = 40): Promise<FitResult> =>
    fit(await nativeRuntime(), model, { train, validation }, { ...options, epochs }, hooks);

  test("learns the columns of a table together", async () => {
    const { history, weights } = { ...(await trained()), ...(await trained()).state };
    expect(history.at(-1)!.validationLoss).toBeLessThan(0.35 * history[0]!.validationLoss!);
    const autoencoder = await createAutoencoder(await nativeRuntime(), model, weights);
    const values = valuesOf(validation);
    const rebuilt = await autoencoder.reconstruct(values);
    const ofColumn = (from: ArrayLike<number>, column: number): number[] =>
      Array.from({ length: validation.count }, (_, row) => from[row * width + column]!);
    const modes = ofColumn(rebuilt, 1);
    const same = ofColumn(values, 1).filter((mode, row) => mode === modes[row]).length;
    // Idle or run by the load; what is missing follows from nothing.
    expect(same / validation.count).toBeGreaterThan(0.8);
    expect(ofColumn(rebuilt, 2).every(Number.isFinite)).toBe(true);
    await autoencoder.release();
  });

  test("has squared errors of what it sees, of words of their probabilities, mean over columns", async () => {
    const { weights } = await trained({}, 2);
    const autoencoder = await createAutoencoder(await nativeRuntime(), model, weights);
    const { mse, bce } = await autoencoder.score(valuesOf(validation));
    expect(bce).toBeUndefined();
    expect([...mse].every((error) => Number.isFinite(error) && error > 0)).toBe(true);
    expect(seenValues({ model, weights }, valuesOf(validation)).length).toBe(100 * seenSize(shapeOf(set)));
    const noisy = await autoencoder.corrupt(valuesOf(validation), { kind: "masking", level: 0.5 });
    expect(noisy.length).toBe(100 * size);
    await autoencoder.release();
  });

  test("gives the same bits whatever the chunking, and after a resume, and is saved with its columns", async () => {
    const whole = await trained({}, 3);
    expect((await trained({ stepsPerChunk: 1 }, 3)).weights).toEqual(whole.weights);
    const { state } = await trained({}, 1);
    expect((await trained({ from: state }, 3)).weights).toEqual(whole.weights);
    const { weights } = whole;
    const saved = decodeAutoencoder(saveAutoencoder({ model, weights }));
    expect(saved.weights).toEqual(weights);
    expect(saved.model.sampleShape).toEqual(model.sampleShape);
  });

  test("refuses what is missing in a column that has no gaps", async () => {
    const { weights } = await trained({}, 1);
    const autoencoder = await createAutoencoder(await nativeRuntime(), model, weights);
    const lacking = Float32Array.of(Number.NaN, 0, 5, 1, 100, 0);
    await expect(autoencoder.encode(lacking)).rejects.toThrow("rows[0]: expected a finite number, found NaN");
    await autoencoder.release();
  });
});
