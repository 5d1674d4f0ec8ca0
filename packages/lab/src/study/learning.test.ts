import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { describe, expect, test } from "vitest";
import { lastTenthOf, learningCurve } from "./learning.ts";
import type { RunRow } from "./results.ts";
import { givenRows, trainingNotes } from "./training-given.ts";

const historyOf = (losses: readonly number[]): readonly EpochRecord[] =>
  losses.map((validationLoss, index) => ({
    ...{ epoch: index + 1, trainingLoss: 1, seconds: 1, imagesPerSecond: 1 },
    validationLoss,
  }));
const course = (losses: readonly number[]) => ({ history: historyOf(losses), stepsPerEpoch: 40 });

describe("the curve of learning", () => {
  test("is in % above the lowest, against steps, and begins where it is below 25 %", () => {
    expect(learningCurve([course([4, 2.4, 2.2, 2, 2.1])])!.points).toEqual([
      { x: 80, mean: expect.closeTo(20, 9), seeds: 1 },
      { x: 120, mean: expect.closeTo(10, 9), seeds: 1 },
      { x: 160, mean: 0, seeds: 1 },
      { x: 200, mean: expect.closeTo(5, 9), seeds: 1 },
    ]);
  });

  test("a training that has stopped counts with its lowest", () => {
    const { points } = learningCurve([course([1.1, 1]), course([1.2, 1.1, 1])])!;
    expect(points.map(({ mean }) => mean)).toEqual([15, 5, 0].map((value) => expect.closeTo(value, 9)));
  });

  test("has 40 points at most, the last among them", () => {
    const { points } = learningCurve([course(Array.from({ length: 500 }, (_, index) => 2 - index / 1000))])!;
    expect(points.length).toBe(40);
    expect(points.at(-1)!.x).toBe(500 * 40);
  });

  test("there is none without a validation loss", () => {
    const history = historyOf([1]).map(({ validationLoss: _, ...record }) => record);
    expect(learningCurve([{ history, stepsPerEpoch: 1 }])).toBeUndefined();
    expect(learningCurve([])).toBeUndefined();
  });
});

test("the last tenth: what it lowered the lowest loss by", () => {
  const falling = Array.from({ length: 20 }, (_, index) => 1.19 - index / 100);
  expect(lastTenthOf(historyOf(falling))).toBeCloseTo(2, 9);
  expect(lastTenthOf(historyOf([...falling.slice(0, 10), ...Array(10).fill(1.5)]))).toBe(0);
  expect(lastTenthOf(historyOf([1, 2]))).toBeUndefined();
});

describe("whether trainings had ended", () => {
  const run = (id: string, allEpochs: boolean, lastTenth: number): RunRow => ({
    ...{ id, cell: "c", data: "d", model: "m", varied: {}, seed: 1, status: "done", figures: {} },
    ...{ allEpochs, lastTenth },
  });
  const budget = { converged: { patience: 3, epochs: 1000 } };

  test("those that had all epochs are named", () => {
    expect(trainingNotes([run("a", true, 0.5), run("b", false, 0)], budget)).toEqual([
      "1 of 2 trainings had all 1,000 epochs, so that their loss may have gone on to fall: a.",
      "The last tenth of the epochs lowered the lowest validation loss by 0.25 % on average over the trainings, at most by 0.50 % (a).",
    ]);
    expect(trainingNotes([run("b", false, 0)], budget)[0]).toBe(
      "Every training ended because its validation loss had stopped falling.",
    );
  });

  test("without a budget only what the last tenth did is told", () => {
    expect(trainingNotes([run("a", true, 0)], undefined)).toEqual([
      "The last tenth of the epochs lowered the lowest validation loss by 0.00 % on average over the trainings.",
    ]);
    expect(trainingNotes([], budget)).toEqual([]);
  });
});

test("what each model got: the least and the most of its cells", () => {
  const cell = (model: string, steps: number) => ({ model, training: { epochs: 2, steps, images: 5000 } });
  expect(givenRows([cell("a", 400), cell("a", 1200), cell("b", 800), { model: "c" }])).toEqual([
    { model: "a", epochs: "2", steps: "400 to 1,200", images: "5,000" },
    { model: "b", epochs: "2", steps: "800", images: "5,000" },
  ]);
});
