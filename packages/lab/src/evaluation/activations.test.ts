import { describe, expect, test } from "vitest";
import { describeActivations } from "./activations.ts";

/** Three codes of three units in two batches. */
async function* codes(): AsyncGenerator<Float32Array> {
  yield Float32Array.of(0, 2, 0, 0, 4, 0);
  yield Float32Array.of(6, 6, 0);
}

describe("describeActivations", () => {
  test("describes each unit over all batches", async () => {
    const { units } = await describeActivations(codes, 3);
    expect(units[0]).toMatchObject({ unit: 0, mean: 2, minimum: 0, maximum: 6, activeMean: 6 });
    expect(units[0]?.activeFraction).toBeCloseTo(1 / 3, 12);
    expect(units[0]?.zeroFraction).toBeCloseTo(2 / 3, 12);
    expect(units[0]?.standardDeviation).toBeCloseTo(Math.sqrt(8), 12);
    expect(units[1]).toMatchObject({ unit: 1, mean: 4, activeFraction: 1, activeMean: 4, zeroFraction: 0 });
  });

  test("finds dead units and counts the entries above zero", async () => {
    const statistics = await describeActivations(codes, 3);
    expect(statistics).toMatchObject({ latentSize: 3, nonNegative: true, dead: [2], range: [0, 6] });
    expect(statistics.activeValues.mean).toBeCloseTo(4 / 3, 12);
    expect(statistics.activeValues.standardDeviation).toBeCloseTo(Math.sqrt(2 / 9), 12);
  });

  test("leaves zeros out of the histograms, which share one range", async () => {
    const { units } = await describeActivations(codes, 3);
    expect(units.map(({ histogram }) => histogram.counts.reduce((sum, count) => sum + count))).toEqual([
      1, 3, 0,
    ]);
    expect(units.every(({ histogram }) => histogram.minimum === 0 && histogram.maximum === 6)).toBe(true);
    expect(units[0]?.histogram.counts.at(-1)).toBe(1);
  });

  test("says when a code takes negative values: a unit that is never above 0 is then not silent", async () => {
    const statistics = await describeActivations(async function* () {
      yield Float32Array.of(-1, 1, -3, 2);
    }, 2);
    expect(statistics).toMatchObject({ nonNegative: false, dead: [0], range: [-3, 2] });
    expect(statistics.units[0]).toMatchObject({ mean: -2, activeMean: 0, zeroFraction: 0 });
  });

  test("keeps the digits of a deviation far smaller than its mean", async () => {
    const { units } = await describeActivations(async function* () {
      yield Float32Array.of(4096, 4096.5);
    }, 1);
    expect(units[0]?.standardDeviation).toBe(0.25);
  });
});
