import { createRandom } from "hourglass-core/internal/random/random.ts";
import { describe, expect, test } from "vitest";
import type { FactorSample } from "./factor-sample.ts";
import { factorImportances } from "./importances.ts";

/** Codes: noise, twice a number, the indicator of class 0 of three. Factors: the class, that number and `noise` of noise. */
function sample(stream: string, count: number, noise: number): FactorSample {
  const random = createRandom(1, stream);
  const classes = Float32Array.from({ length: count }, () => random.below(3));
  const numbers = Float32Array.from({ length: count }, () => random.normal());
  const data = new Float32Array(3 * count);
  for (let row = 0; row < count; row++) {
    data.set([random.normal(), 2 * numbers[row]!, Number(classes[row] === 0)], 3 * row);
  }
  const values = numbers.map((value) => value + noise * random.normal());
  return {
    codes: { rows: count, columns: 3, data },
    factors: [
      { values: classes, isClass: true },
      { values, isClass: false },
    ],
  };
}

const importancesOf = (noise: number): ReturnType<typeof factorImportances> =>
  factorImportances(
    sample("train", 600, noise),
    sample("validation", 300, noise),
    sample("test", 300, noise),
  );

describe("importances", () => {
  test("are roots of shares of variance, for numbers and for classes", async () => {
    const { weights, determination } = await importancesOf(0.5);
    // The number explains 1 / (1 + 0.5²) of its factor.
    expect(weights[1]![1]).toBeCloseTo(Math.sqrt(0.8), 1);
    expect(determination[1]).toBeCloseTo(0.8, 1);
    // Of three indicators of variance 2/9, that of class 0 explains itself and a quarter of each of the others: half of all.
    expect(weights[2]![0]! ** 2).toBeCloseTo(0.5, 1);
    expect(determination[0]).toBeCloseTo(0.5, 1);
    for (const [unit, factor] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [2, 1],
    ] as const) {
      expect(weights[unit]![factor], `value ${unit}, factor ${factor}`).toBeLessThan(0.1);
    }
  });

  test("are 0 where the validation images say that nothing helps", async () => {
    const train = sample("train", 50, 0);
    const noise = (stream: string): FactorSample => {
      const random = createRandom(2, stream);
      return {
        ...train,
        factors: [{ values: Float32Array.from({ length: 50 }, () => random.normal()), isClass: false }],
      };
    };
    const { weights } = await factorImportances(noise("a"), noise("b"), noise("c"));
    expect(weights).toEqual([[0], [0], [0]]);
    const { weights: chosenByFitted } = await factorImportances(noise("a"), noise("a"), noise("c"));
    expect(Math.max(...chosenByFitted.flat())).toBeGreaterThan(0);
  });
});

test("codes that are all the same explain nothing, and factors that do not vary leave nothing to explain", async () => {
  const [fitted, chosenBy, judged] = ["train", "validation", "test"].map((stream): FactorSample => {
    const { codes, factors } = sample(stream, 60, 0.5);
    const same = new Float32Array(60).fill(0.1);
    return {
      codes: { ...codes, data: codes.data.map(() => 0.7) },
      factors: [...factors, { values: same, isClass: false }],
    };
  }) as [FactorSample, FactorSample, FactorSample];
  const { weights, determination } = await factorImportances(fitted, chosenBy, judged);
  expect(weights.flat().every((weight) => weight === 0)).toBe(true);
  // A prediction by the mean of other images is a little worse than by their own.
  for (const value of determination) expect(Math.abs(value)).toBeLessThan(0.3);
  const varied = await factorImportances(
    { ...fitted, codes: sample("train", 60, 0.5).codes },
    { ...chosenBy, codes: sample("validation", 60, 0.5).codes },
    {
      ...judged,
      codes: sample("test", 60, 0.5).codes,
      factors: judged.factors.map((factor) => ({ ...factor, values: factor.values.map(() => 0.3) })),
    },
  );
  expect(varied.determination).toEqual([0, 0, 0]);
});
