import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { type FactorsGolden, measuresGolden, toMatrix } from "../../../../../test/support/measures-golden.ts";
import type { Matrix } from "../matrix.ts";
import { betaVaeScore, meanDifferences, type PairDifferences } from "./beta-vae-score.ts";
import { explicitness } from "./explicitness.ts";
import { factorsOf } from "./factor.ts";
import { groupingBy } from "./factor-groups.ts";
import type { FactorSample } from "./factor-sample.ts";
import { factorVaeScore, leastVaryingUnit, unitVariances, type Vote } from "./factor-vae-score.ts";
import { interventionalRobustness } from "./interventional-robustness.ts";
import { modularity } from "./modularity.ts";

interface Both<T> {
  readonly batches: readonly [readonly T[], readonly T[]];
  readonly score: number;
}

const golden = await measuresGolden<{
  groups: { readonly train: readonly number[][]; readonly test: readonly number[][] };
  factorVae: Both<{ readonly factor: number; readonly images: readonly number[]; readonly unit: number }> & {
    readonly variances: readonly number[];
  };
  betaVae: Both<{
    readonly factor: number;
    readonly pairs: readonly number[];
    readonly differences: readonly number[];
  }>;
  modularity: number;
  explicitness: number;
  irs: number;
}>("factor-scores");
const table = await measuresGolden<FactorsGolden>("factors");
const [train, testing] = ([table.train, table.test] as const).map(
  ({ codes, factors }): FactorSample => ({
    codes: toMatrix(codes),
    factors: factorsOf(toMatrix(factors)),
  }),
) as [FactorSample, FactorSample];
const groupings = train.factors.map(groupingBy);

describe("the scores are those of the definitions in NumPy and scikit-learn", () => {
  test("images are grouped by classes, and by bins of as many images", () => {
    for (const [part, factors] of [
      [golden.groups.train, train.factors],
      [golden.groups.test, testing.factors],
    ] as const) {
      const found = factors.map((factor, index) => Array.from(groupings[index]!(factor).groupOf));
      expect(found).toEqual(part);
    }
    const { members } = groupings[1]!(train.factors[1]!);
    expect(members).toHaveLength(20);
    // 300 images; two of them have the same value, at a border.
    for (const { length } of members) expect(Math.abs(length - 15)).toBeLessThanOrEqual(1);
  });

  test("FactorVAE score", () => {
    const variances = unitVariances(train.codes);
    expectClose(variances, golden.factorVae.variances, 1e-6);
    const votes = golden.factorVae.batches.map((batches, part) =>
      batches.map(({ factor, images, unit }): Vote => {
        const { codes } = [train, testing][part]!;
        const found = leastVaryingUnit(codes, Int32Array.from(images), [0, 1, 2, 3], variances);
        expect(found).toBe(unit);
        return { factor, unit: found };
      }),
    );
    expect(factorVaeScore(votes[0]!, votes[1]!, 3)).toBeCloseTo(golden.factorVae.score, 12);
  });

  test("BetaVAE score", async () => {
    const [fitted, judged] = golden.betaVae.batches.map((batches, part): PairDifferences => {
      const { codes } = [train, testing][part]!;
      const rows = batches.map(({ pairs, differences }) => {
        const found = meanDifferences(codes, Int32Array.from(pairs));
        expectClose(found, differences, 1e-6);
        return Array.from(found);
      });
      const data = Float32Array.from(rows.flat());
      return {
        differences: { rows: rows.length, columns: codes.columns, data },
        factors: Uint8Array.from(batches, ({ factor }) => factor),
      };
    }) as [PairDifferences, PairDifferences];
    expect(await betaVaeScore(await nativeRuntime(), fitted, judged, 3)).toBeCloseTo(
      golden.betaVae.score,
      12,
    );
  });

  test("modularity, explicitness and interventional robustness", async () => {
    expect(modularity(train.codes, train.factors)).toBeCloseTo(golden.modularity, 6);
    expect(await explicitness(await nativeRuntime(), train, testing)).toBeCloseTo(golden.explicitness, 3);
    const groups = testing.factors.map((factor, index) => groupings[index]!(factor));
    expect(interventionalRobustness(testing.codes, groups)).toBeCloseTo(golden.irs, 6);
  });
});

describe("by hand", () => {
  const code = (columns: number, ...data: readonly number[]): Matrix => ({
    rows: data.length / columns,
    columns,
    data: Float32Array.from(data),
  });

  test("modularity is 1 of values about one factor each, 0 of one about all alike or about none", () => {
    const a = Float32Array.of(0, 1, 0, 1);
    const b = Float32Array.of(0, 0, 1, 1);
    const factors = [
      { values: a, isClass: true },
      { values: b, isClass: false },
    ];
    expect(modularity(code(2, 0, 0, 1, 0, 0, 1, 1, 1), factors)).toBeCloseTo(1, 12);
    // Which of the four it is tells both factors as well.
    expect(modularity(code(1, 0, 1, 2, 3), factors)).toBeCloseTo(0, 12);
    expect(modularity(code(1, 5, 5, 5, 5), factors)).toBe(0);
  });

  test("interventional robustness is 1 where nothing moves but by the factor, 0 where all moves as it does without", () => {
    const groups = [
      {
        groupOf: Uint8Array.of(0, 0, 1, 1),
        members: [Int32Array.of(0, 1), Int32Array.of(2, 3), new Int32Array()],
      },
    ];
    expect(interventionalRobustness(code(1, -1, -1, 1, 1), groups)).toBe(1);
    expect(interventionalRobustness(code(1, -1, 1, -1, 1), groups)).toBe(0);
    // Units that move three times as far count three times as much; one that does not move, not at all.
    expect(interventionalRobustness(code(3, -3, -1, 7, -3, 1, 7, 3, -1, 7, 3, 1, 7), groups)).toBe(0.75);
    expect(interventionalRobustness(code(1, 7, 7, 7, 7), groups)).toBe(0);
  });

  test("a unit that no training batch names says the first factor", () => {
    const votes = [
      { unit: 1, factor: 1 },
      { unit: 1, factor: 1 },
      { unit: 1, factor: 0 },
    ];
    const judged = [
      { unit: 1, factor: 1 },
      { unit: 1, factor: 0 },
      { unit: 5, factor: 0 },
      { unit: 5, factor: 1 },
    ];
    expect(factorVaeScore(votes, judged, 2)).toBe(0.5);
  });
});
