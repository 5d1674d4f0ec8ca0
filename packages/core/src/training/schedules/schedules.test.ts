import { describe, expect, test } from "vitest";
import { type LearningRateSchedule, learningRateAt } from "./schedules.ts";

const stepsPerEpoch = 10;
const epochs = 6;
const last = stepsPerEpoch * epochs - 1;

/** The rates of all steps, from a rate of 0.01. */
const ratesOf = (schedule: LearningRateSchedule, perEpoch = stepsPerEpoch): readonly number[] =>
  Array.from({ length: perEpoch * epochs }, (_, step) =>
    learningRateAt(schedule, 0.01, step, perEpoch, epochs),
  );

const isFalling = (rates: readonly number[]): boolean =>
  rates.every((rate, step) => step === 0 || rate < rates[step - 1]!);
const isRising = (rates: readonly number[]): boolean => isFalling(rates.toReversed());

describe("constant", () => {
  test("is the learning rate in every step", () => {
    expect(new Set(ratesOf({ kind: "constant", warmUpEpochs: 0 }))).toEqual(new Set([0.01]));
  });
});

describe("cosine", () => {
  const rates = ratesOf({ kind: "cosine", warmUpEpochs: 0 });

  test("begins with the learning rate, is half of it in the middle and nearly 0 in the last step", () => {
    expect(rates[0]).toBe(0.01);
    expect(rates[30]).toBeCloseTo(0.005, 12);
    expect(rates[last]).toBeCloseTo(0.005 * (1 - Math.cos(Math.PI / 60)), 12);
    expect(rates[last]).toBeLessThan(1e-3 * 0.01);
    expect(isFalling(rates)).toBe(true);
  });

  test("is 0 from the end on", () => {
    const schedule = { kind: "cosine", warmUpEpochs: 0 } as const;
    expect(learningRateAt(schedule, 0.01, last + 1, stepsPerEpoch, epochs)).toBe(0);
    expect(learningRateAt(schedule, 0.01, 1000, stepsPerEpoch, epochs)).toBe(0);
  });

  test("after a warm-up takes the rest of the epochs", () => {
    const warmed = ratesOf({ kind: "cosine", warmUpEpochs: 2 });
    expect(warmed[20]).toBe(0.01);
    expect(warmed[40]).toBeCloseTo(0.005, 12);
    expect(warmed[last]).toBeLessThan(2e-3 * 0.01);
    expect(isFalling(warmed.slice(20))).toBe(true);
  });
});

describe("step", () => {
  test("is multiplied after every so many epochs, at their first step", () => {
    const rates = ratesOf({ kind: "step", everyEpochs: 2, factor: 0.5, warmUpEpochs: 0 });
    expect([0, 19, 20, 39, 40, last].map((step) => rates[step])).toEqual([
      0.01, 0.01, 0.005, 0.005, 0.0025, 0.0025,
    ]);
  });

  test("counts epochs from the end of the warm-up", () => {
    const rates = ratesOf({ kind: "step", everyEpochs: 2, factor: 0.1, warmUpEpochs: 1 });
    expect([10, 29].map((step) => rates[step])).toEqual([0.01, 0.01]);
    expect(rates[30]).toBeCloseTo(0.001, 15);
  });

  test("changes at the boundaries of epochs of any length", () => {
    for (const perEpoch of [1, 3, 7, 49, 235]) {
      const rates = ratesOf({ kind: "step", everyEpochs: 1, factor: 0.5, warmUpEpochs: 0 }, perEpoch);
      for (let epoch = 0; epoch < epochs; epoch++) {
        const own = rates.slice(epoch * perEpoch, (epoch + 1) * perEpoch);
        expect(new Set(own), `epoch ${epoch + 1} of ${perEpoch} steps`).toEqual(
          new Set([0.01 * 0.5 ** epoch]),
        );
      }
    }
  });
});

describe("the warm-up", () => {
  const kinds: readonly LearningRateSchedule[] = [
    { kind: "constant", warmUpEpochs: 2 },
    { kind: "cosine", warmUpEpochs: 2 },
    { kind: "step", everyEpochs: 1, factor: 0.5, warmUpEpochs: 2 },
  ];

  test.each(kinds)("of $kind rises in a straight line from above 0 to the learning rate", (schedule) => {
    const rates = ratesOf(schedule);
    expect(rates[0]).toBeCloseTo(0.01 / 21, 15);
    expect(rates[19]).toBeCloseTo((0.01 * 20) / 21, 15);
    expect(rates[20]).toBe(0.01);
    expect(isRising(rates.slice(0, 21))).toBe(true);
    for (let step = 1; step < 20; step++) expect(rates[step]! - rates[step - 1]!).toBeCloseTo(0.01 / 21, 15);
  });

  test("may be a part of an epoch", () => {
    const rates = ratesOf({ kind: "constant", warmUpEpochs: 0.3 });
    expect(rates.slice(0, 4).map((rate) => Math.round(rate * 1e6))).toEqual([2500, 5000, 7500, 10_000]);
    expect(new Set(rates.slice(3))).toEqual(new Set([0.01]));
  });

  test("longer than the training never reaches the learning rate", () => {
    for (const kind of ["constant", "cosine"] as const) {
      const rates = ratesOf({ kind, warmUpEpochs: 100 });
      expect(isRising(rates)).toBe(true);
      expect(rates[last]).toBeLessThan(0.01);
    }
  });
});
