import { describe, expect, test } from "vitest";
import { spreadOverSeeds } from "./aggregate.ts";
import { welchTest } from "./welch.ts";

const testOf = (a: readonly number[], b: readonly number[]): ReturnType<typeof welchTest> =>
  welchTest(spreadOverSeeds(a), spreadOverSeeds(b));

describe("Welch's t-test", () => {
  // scipy.stats.ttest_ind(second, first, equal_var=False), scipy 1.10.1.
  test.each([
    [
      [1.1, 2.3, 1.9],
      [3.0, 3.4, 2.8, 3.9],
      [3.5220407323178446, 3.7785821434433857, 0.026791160768323167],
    ],
    [
      [0.0701, 0.0703, 0.0702],
      [0.0695, 0.069, 0.0699],
      [-2.7499999999999596, 2.1962466487935774, 0.0999738301958213],
    ],
    [
      [10, 10.1, 9.9, 10.2, 9.8],
      [25, 24.9, 25.1],
      [164.31676725154924, 5.88235294117644, 5.351959219519983e-12],
    ],
  ] as const)("agrees with scipy on %j and %j", (first, second, [t, degreesOfFreedom, p]) => {
    const found = testOf(first, second);
    expect(found?.t).toBeCloseTo(t, 8);
    expect(found?.degreesOfFreedom).toBeCloseTo(degreesOfFreedom, 9);
    expect(found?.p ?? 0).toBeGreaterThan(p * (1 - 1e-6));
    expect(found?.p ?? 1).toBeLessThan(p * (1 + 1e-6));
  });

  test("is certain of nothing where the means are equal", () => {
    expect(testOf([1, 2, 3], [0, 2, 4])?.p).toBe(1);
  });

  test("tests nothing with one seed, or without any spread", () => {
    expect(testOf([1], [2, 3])).toBeUndefined();
    expect(testOf([1, 1], [2, 2])).toBeUndefined();
  });

  test("takes one side without spread", () => {
    expect(testOf([1, 1], [2, 3])?.degreesOfFreedom).toBe(1);
  });
});
