import { joinSamples, sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { goldenSplits, supervisedGolden } from "../../../../../test/support/golden-digits.ts";
import type { Matrix } from "../matrix.ts";
import type { SplitName } from "../split-name.ts";
import { fitStandardiser } from "../standardise.ts";
import { accuracyOf } from "./classification.ts";
import { penalties, trainProbe } from "./linear-probe.ts";

const pixelsOf =
  (splits: Splits) =>
  async (split: SplitName): Promise<Matrix> => ({
    rows: splits[split].count,
    columns: 64,
    data: toPixels(splits[split].images),
  });

test("without a validation split C is 1, and the classes are those that scikit-learn finds", async () => {
  const splits = goldenSplits(0);
  const probe = await trainProbe(await nativeRuntime(), splits, pixelsOf(splits));
  expect(probe.C).toBe(1);
  expect(probe.choice).toContain("no validation split");
  const { found } = supervisedGolden.logisticRegression.find(({ C }) => C === 1)!;
  expect([...(await probe.predict(await pixelsOf(splits)("test")))]).toEqual(found);
  expect(probe.accuracy).toBe(accuracyOf(Uint8Array.from(found), splits.test.labels!));
  expect(probe.confusion.flat().reduce((sum, count) => sum + count)).toBe(100);
  expect(probe.confusion.reduce((sum, row, label) => sum + row[label]!, 0)).toBe(100 * probe.accuracy);
});

test("C is the smallest of those that are best on the validation split, whatever the test split is", async () => {
  const splits = goldenSplits(100);
  const runtime = await nativeRuntime();
  const probe = await trainProbe(runtime, splits, pixelsOf(splits));
  expect(penalties).toContain(probe.C);
  expect(probe.choice).toBe(`C = ${probe.C}, by the accuracy on the validation split`);
  // All wrong: every C is as good.
  const none = { ...splits.validation, labels: new Uint8Array(100).fill(11) };
  const undecided = await trainProbe(runtime, { ...splits, validation: none }, pixelsOf(splits));
  expect(undecided.C).toBe(penalties[0]);
  expect(undecided.accuracy).not.toBe(probe.accuracy);
  const other = { ...splits, test: splits.validation };
  expect((await trainProbe(runtime, other, pixelsOf(other))).C).toBe(probe.C);
});

test("tells its progress, and can be stopped", async () => {
  const splits = goldenSplits(100);
  const runtime = await nativeRuntime();
  const controller = new AbortController();
  const shares: number[] = [];
  const onProgress = (share: number): void => {
    shares.push(share);
    if (share > 0.5) controller.abort(new Error("stopped"));
  };
  const hooks = { onProgress, signal: controller.signal };
  await expect(trainProbe(runtime, splits, pixelsOf(splits), hooks)).rejects.toThrow("stopped");
  expect(shares.length).toBeGreaterThan(10);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test("rows as they are: of standardised rows, what it finds of others by standardising them", async () => {
  const splits = goldenSplits(0);
  const runtime = await nativeRuntime();
  const standardiser = fitStandardiser(await pixelsOf(splits)("train"));
  const standard = async (split: SplitName): Promise<Matrix> =>
    standardiser.apply(await pixelsOf(splits)(split));
  const usual = await trainProbe(runtime, splits, pixelsOf(splits));
  const asTheyAre = await trainProbe(runtime, splits, standard, { standardised: false });
  expect(asTheyAre.weights.kernel).toEqual(usual.weights.kernel);
  expect(asTheyAre.accuracy).toBe(usual.accuracy);
});

test("refitted to the validation rows, too, with the C that they chose", async () => {
  const splits = goldenSplits(100);
  const runtime = await nativeRuntime();
  const options = { standardised: false, maximumIterations: 2000 };
  const rowsOf = pixelsOf(splits);
  const chosen = await trainProbe(runtime, splits, rowsOf, { ...options, penalties: [0.01, 0.1] });
  const refitted = await trainProbe(runtime, splits, rowsOf, {
    ...{ ...options, penalties: [0.01, 0.1], refitted: true },
  });
  expect([0.01, 0.1]).toContain(chosen.C);
  expect([refitted.C, refitted.validationAccuracy]).toEqual([chosen.C, chosen.validationAccuracy]);
  const all = { ...splits, train: joinSamples(splits.train, splits.validation) };
  const whole = await trainProbe(
    runtime,
    { ...all, validation: sliceSamples(all.train, 0, 1) },
    pixelsOf(all),
    {
      ...{ ...options, penalties: [chosen.C] },
    },
  );
  expectClose(refitted.weights.kernel, [...whole.weights.kernel], 0.05, "kernel");
  expect(refitted.weights.kernel).not.toEqual(chosen.weights.kernel);
});
