import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { describe, expect, test } from "vitest";
import type { MeasureResult } from "../measures/measure.ts";
import { aggregate, type RunOutcome } from "./aggregate.ts";
import { planStudy } from "./grid.ts";
import { spreadOverSeeds } from "./spread-over-seeds.ts";
import { parseStudy } from "./study-file.ts";

const plan = planStudy(
  parseStudy(
    "title: T\nquestion: Q?\ndata: [digits]\nmodels: { vanilla: {}, deep: {} }\nseeds: [1, 2, 3]\n",
    "s.yaml",
  ),
  "s.yaml",
);

function done(bce: number, measures: Record<string, MeasureResult>): RunOutcome {
  const errors = { bce, mse: 0.5, sse: 392 };
  return {
    status: "done",
    epochs: 4,
    seconds: 9,
    ...{ trainingImages: 1000, allEpochs: true },
    course: { history: falling(12), stepsPerEpoch: 4 },
    numbers: {
      summary: { metrics: { train: errors, test: errors }, model: { parameters: 10 } as never },
      evaluation: {},
      measures,
    },
  };
}

/** Losses 1.11, 1.10, ..., the last 1. */
function falling(epochs: number): readonly EpochRecord[] {
  return Array.from({ length: epochs }, (_, index) => ({
    ...{ epoch: index + 1, trainingLoss: 1, seconds: 1, imagesPerSecond: 1 },
    validationLoss: 1 + (epochs - 1 - index) / 100,
  }));
}

const result = (
  accuracy: number,
  y: number,
  extra: readonly { x: number; y: number }[] = [],
): MeasureResult => ({
  figures: { accuracy },
  curves: [{ name: "noise", title: "Noise", x: "level", y: "mse", points: [{ x: 1, y }, ...extra] }],
  confusions: [{ name: "test", title: "Test", counts: [[accuracy]] }],
});

const { runs, cells } = aggregate(
  plan,
  new Map<string, RunOutcome>([
    ["digits-vanilla-seed-1", done(0.1, { probe: result(0.5, 2) })],
    ["digits-vanilla-seed-2", { status: "failed", error: "it broke" }],
    ["digits-vanilla-seed-3", done(0.3, { probe: result(0.9, 4, [{ x: 0, y: 7 }]) })],
  ]),
);

test("a row a run, whatever became of it", () => {
  expect(runs.map(({ id, status }) => [id, status])).toEqual([
    ["digits-vanilla-seed-1", "done"],
    ["digits-vanilla-seed-2", "failed"],
    ["digits-vanilla-seed-3", "done"],
    ["digits-deep-seed-1", "not yet"],
    ["digits-deep-seed-2", "not yet"],
    ["digits-deep-seed-3", "not yet"],
  ]);
  expect(runs[0]).toEqual({
    ...{ id: "digits-vanilla-seed-1", cell: "digits-vanilla", data: "digits", model: "vanilla", varied: {} },
    ...{ seed: 1, status: "done", epochs: 4, steps: 16, images: 4000, allEpochs: true, seconds: 9 },
    lastTenth: expect.closeTo(1, 9),
    figures: { bce: 0.1, mse: 0.5, sse: 392, parameters: 10, "probe.accuracy": 0.5 },
  });
  expect(runs[1]).toMatchObject({ error: "it broke", figures: {} });
});

describe("a row a cell, over the seeds that are done", () => {
  const [vanilla, deep] = cells;

  test("with mean and sample standard deviation of every figure", () => {
    expect(vanilla).toMatchObject({ id: "digits-vanilla", title: "vanilla", seeds: 2 });
    expect(vanilla?.figures["bce"]?.mean).toBeCloseTo(0.2, 12);
    expect(vanilla?.figures["bce"]?.deviation).toBeCloseTo(Math.SQRT2 * 0.1, 12);
    expect(vanilla?.figures["probe.accuracy"]).toMatchObject({ mean: 0.7, seeds: 2 });
  });

  test("with curves by their places, each over the seeds that have it", () => {
    expect(vanilla?.curves.slice(1)).toEqual([
      {
        ...{ name: "probe.noise", title: "Noise", x: "level", y: "mse" },
        points: [
          { x: 0, mean: 7, seeds: 1 },
          { x: 1, mean: 3, deviation: Math.SQRT2, seeds: 2 },
        ],
      },
    ]);
  });

  test("with the confusions of the first seed", () => {
    expect(vanilla?.confusions).toEqual([{ name: "probe.test", title: "Test", counts: [[0.5]] }]);
  });

  test("which is empty where none is", () => {
    expect(deep).toMatchObject({ seeds: 0, figures: {}, curves: [], confusions: [] });
  });
});

test("one value has no deviation", () => {
  expect(spreadOverSeeds([3])).toEqual({ mean: 3, seeds: 1 });
});

test("seeds that give the same have no deviation", () => {
  expect(spreadOverSeeds([0.1, 0.1, 0.1])).toEqual({ mean: 0.1, deviation: 0, seeds: 3 });
});

test("what could not be measured has a reason in its row, and its figures are over the other seeds", () => {
  const reason = "the codes of 3 of 60 test images are not finite numbers";
  const { runs, cells } = aggregate(
    plan,
    new Map<string, RunOutcome>([
      ["digits-vanilla-seed-1", done(0.1, { probe: result(0.5, 2) })],
      ["digits-vanilla-seed-2", done(0.2, { probe: { figures: {}, notMeasured: reason } })],
    ]),
  );
  expect(runs[0]).not.toHaveProperty("notMeasured");
  expect(runs[1]).toMatchObject({ notMeasured: { probe: reason } });
  expect(runs[1]?.figures).not.toHaveProperty("probe.accuracy");
  expect(cells[0]?.figures["probe.accuracy"]).toEqual({ mean: 0.5, seeds: 1 });
  expect(cells[0]?.figures["bce"]?.seeds).toBe(2);
});

test("an error that was stored as no number is no figure", () => {
  const stored = JSON.parse(JSON.stringify(done(Number.NaN, {}))) as RunOutcome;
  const { runs, cells } = aggregate(plan, new Map([["digits-vanilla-seed-1", stored]]));
  expect(runs[0]?.figures).toEqual({ mse: 0.5, sse: 392, parameters: 10 });
  expect(cells[0]?.figures).not.toHaveProperty("bce");
});
