import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { stripesDataset } from "../../../../test/support/stripes.ts";
import { anomalyRecipe } from "../detector/recipe.ts";
import { anomalyScoreNames } from "./anomaly-scores.ts";
import { anomalyBaselineNames } from "./baselines.ts";
import type { AnomalyCell, AnomalyPlan } from "./results.ts";
import { cellCount, meanAuroc, type SweepResults, sweep, workLeft } from "./sweep.ts";

const dataset = stripesDataset(240, 60);
const settings = resolveSettings({ latentSize: 4, epochs: 30, batchSize: 20, learningRate: 0.01 }, "test");
const plan: AnomalyPlan = { settings, classes: [0, 1], seeds: [1, 2] };

const timeless = ({ cells, baselines }: SweepResults): unknown =>
  [...cells, ...baselines].map((one) => ({ ...one, seconds: 0 }));

test("each class is normal in turn, for every seed; what is unlike it is found, and a sweep can go on", async () => {
  const runtime = await nativeRuntime();
  const seen: (AnomalyCell | undefined)[] = [];
  const found = await sweep({ runtime, plan, dataset }, { onFinished: (_, cell) => void seen.push(cell) });
  const { cells, baselines } = found;
  expect(cells.map(({ normal, normalClass, seed }) => [normal, normalClass, seed])).toEqual([
    ["rows", 0, 1],
    ["rows", 0, 2],
    ["columns", 1, 1],
    ["columns", 1, 2],
  ]);
  expect(seen).toEqual([undefined, ...cells.slice(0, 2), undefined, ...cells.slice(2)]);
  expect(baselines.map(({ normal, normalClass, components }) => [normal, normalClass, components])).toEqual([
    ["rows", 0, 4],
    ["columns", 1, 4],
  ]);
  for (const { auroc } of baselines) {
    expect(Object.keys(auroc)).toEqual([...anomalyBaselineNames]);
    expect(auroc.smoothCosine).toBeGreaterThan(0.9);
  }
  for (const { auroc, images, epochs } of cells) {
    expect(images).toEqual({ train: 108, validation: 12, normal: 30, anomalous: 30 });
    expect(epochs).toBe(30);
    expect(Object.keys(auroc)).toEqual([...anomalyScoreNames]);
    expect(auroc.combined).toBeGreaterThan(0.9);
  }
  expect(cells[0]!.auroc).not.toEqual(cells[1]!.auroc);

  const done: string[] = [];
  const finished = { cells: cells.slice(1), baselines: baselines.slice(0, 1) };
  expect(workLeft(plan, finished)).toBe(1.5);
  const resumed = await sweep(
    { runtime, plan, dataset, finished },
    {
      onFinished: (_, cell) =>
        void done.push(cell === undefined ? "baselines" : `${cell.normal} ${cell.seed}`),
    },
  );
  expect(done).toEqual(["rows 1", "baselines"]);
  expect(timeless(resumed)).toEqual(timeless(found));
  expect(workLeft(plan, resumed)).toBe(0);

  const mean = meanAuroc(plan, cells)!;
  const ofSeeds = [0, 1].map((at) => (cells[at]!.auroc.error + cells[at + 2]!.auroc.error) / 2);
  expect(mean.error.mean).toBeCloseTo((ofSeeds[0]! + ofSeeds[1]!) / 2, 12);
  expect(mean.error.standardDeviation).toBeCloseTo(Math.abs(ofSeeds[0]! - ofSeeds[1]!) / 2, 12);
  // The second seed lacks a class.
  expect(meanAuroc(plan, cells.slice(0, 3))!.error.mean).toBeCloseTo(ofSeeds[0]!, 12);
  expect(meanAuroc(plan, cells.slice(0, 1))).toBeUndefined();
});

test("a data set against another", async () => {
  const runtime = await nativeRuntime();
  const bright = dataset.test.images.map((byte) => 255 - byte);
  const against = { ...dataset, name: "inverted", test: { ...dataset.test, images: bright } };
  const setPlan = { settings: { ...settings, epochs: 5 }, seeds: [1], against: "inverted" };
  const { cells, baselines } = await sweep({ runtime, plan: setPlan, dataset, against });
  const [cell] = cells;
  expect(baselines.map((one) => one.auroc.euclid > 0.9)).toEqual([true]);
  expect(cell!.images).toEqual({ train: 216, validation: 24, normal: 60, anomalous: 60 });
  expect(cell!.auroc.neighbour).toBeGreaterThan(0.9);
  expect(cell).not.toHaveProperty("normalClass");
  expect(cellCount(setPlan)).toBe(1);
  expect(meanAuroc(setPlan, [cell!])!.neighbour).toEqual({
    mean: cell!.auroc.neighbour,
    standardDeviation: 0,
  });
});

test("stops when it is told to, with what is finished told before", async () => {
  const runtime = await nativeRuntime();
  const controller = new AbortController();
  const progress: number[] = [];
  const finished: string[] = [];
  const stopped = sweep(
    { runtime, plan: { ...plan, settings: { ...settings, epochs: 2 } }, dataset },
    {
      signal: controller.signal,
      onProgress: (cells) => void progress.push(cells),
      onFinished: (_, cell) => {
        if (cell === undefined) return;
        finished.push(`${cell.normal} ${cell.seed}`);
        if (finished.length === 2) controller.abort();
      },
    },
  );
  await expect(stopped).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  expect(finished).toEqual(["rows 1", "rows 2"]);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(progress.at(-1)).toBe(2.5);
});

test("the recipe is made of settings that go together", () => {
  expect(resolveSettings({ ...anomalyRecipe }, "recipe")).toMatchObject(anomalyRecipe);
});

test("too few normal images are found before anything is trained", async () => {
  const runtime = await nativeRuntime();
  const hardly = { ...settings, validation: 1 };
  const cells: AnomalyCell[] = [];
  const swept = sweep(
    { runtime, plan: { ...plan, settings: hardly }, dataset },
    { onFinished: ({ cells: finished }) => void cells.push(...finished) },
  );
  await expect(swept).rejects.toThrow(
    "class rows: expected at least 5 normal images to train on and 2 to validate, found 119 and 1",
  );
  // Of the first class there are images enough, of the second not.
  const labels = dataset.train.labels!.map((label, image) => (label === 1 && image > 20 ? 0 : label));
  const few = { ...dataset, train: { ...dataset.train, labels } };
  const scarce = sweep(
    { runtime, plan, dataset: few },
    { onFinished: ({ cells: finished }) => void cells.push(...finished) },
  );
  await expect(scarce).rejects.toThrow(/class columns: expected at least 5 .* found \d+ and 1/);
  expect(cells).toEqual([]);
});
