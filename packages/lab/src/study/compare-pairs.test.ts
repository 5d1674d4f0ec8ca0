import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { fitCellModel, type Observation } from "./cell-model.ts";
import { comparePairs, fitFigure, smallestTold, spreadsGrow } from "./compare-pairs.ts";
import type { PairResult } from "./results.ts";

type GoldenPair = Pick<PairResult, "first" | "second" | "estimate" | "low" | "high" | "p">;
interface GoldenStudy {
  readonly logarithms: boolean;
  readonly rows: readonly (readonly [cell: string, seed: number, value: number])[];
  readonly group: readonly string[];
  readonly degreesOfFreedom: number;
  readonly deviation: number;
  readonly pairs: readonly GoldenPair[];
}
const { studies }: { readonly studies: Readonly<Record<string, GoldenStudy>> } = JSON.parse(
  await readFile(new URL("../../../../test/golden/study/comparisons.json", import.meta.url), "utf8"),
);

describe.each(Object.entries(studies))("%s: as statsmodels", (_, golden) => {
  const observations = golden.rows.map(([cell, seed, value]) => ({
    ...{ cell, seed },
    value: golden.logarithms ? Math.log(value) : value,
  }));
  const model = fitCellModel(observations)!;
  const scale = golden.logarithms ? "ratio" : "difference";
  const pairs = comparePairs(
    { scale, model },
    golden.group.map((id) => ({ id, mean: 1 })),
  );

  test("the pooled deviation and its degrees of freedom", () => {
    expect(model.degreesOfFreedom).toBe(golden.degreesOfFreedom);
    expect(model.deviation / golden.deviation).toBeCloseTo(1, 9);
  });

  test.each(golden.pairs.map((pair, index) => [`${pair.first} and ${pair.second}`, pair, index] as const))(
    "%s",
    (_, pair, index) => {
      const found = pairs[index]!;
      expect([found.first, found.second]).toEqual([pair.first, pair.second]);
      const size = Math.abs(pair.high - pair.low);
      for (const name of ["estimate", "low", "high"] as const) {
        expect(Math.abs(found[name] - pair[name]) / size, name).toBeLessThan(1e-6);
      }
      expect(Math.abs(found.p - pair.p)).toBeLessThan(1e-6);
      expect(found.toldApart).toBe(pair.p < 0.05);
    },
  );
});

const grid = (
  cells: number,
  seeds: number,
  figureOf: (cell: number, seed: number) => number,
): Observation[] =>
  Array.from({ length: cells * seeds }, (_, index) => {
    const [cell, seed] = [Math.floor(index / seeds), index % seeds];
    return { cell: String(cell), seed, value: figureOf(cell, seed) };
  });

describe("what cannot be told", () => {
  test("one seed leaves no degree of freedom", () => {
    expect(fitCellModel(grid(5, 1, (cell) => cell))).toBeUndefined();
    expect(fitCellModel([])).toBeUndefined();
  });

  test("cells that no seed connects have no difference", () => {
    const apart = [
      ...grid(2, 2, (cell, seed) => cell + 0.1 * cell * seed),
      ...grid(2, 2, (cell, seed) => cell + seed).map((one) => ({
        ...one,
        cell: `other ${one.cell}`,
        seed: one.seed + 9,
      })),
    ];
    const model = fitCellModel(apart)!;
    expect(model.degreesOfFreedom).toBe(2);
    expect(model.difference("0", "1")).toBeDefined();
    expect(model.difference("0", "other 0")).toBeUndefined();
    expect(comparePairs({ scale: "difference", model }, [mean("0", 1), mean("other 0", 1)])).toEqual([]);
  });

  test("what does not vary has no pairs", () => {
    const fitted = fitFigure(grid(3, 3, (cell) => cell + 1))!;
    expect(fitted.model.deviation).toBeLessThan(1e-12);
  });
});

const mean = (id: string, value: number) => ({ id, mean: value });

describe("logarithms", () => {
  /** Deviations in proportion to `power` of the means. */
  const spread = (power: number, cells = 8): Observation[] =>
    grid(cells, 3, (cell, seed) => 1.5 ** cell + 0.02 * (seed - 1) * 1.5 ** (power * cell));

  test("are taken where spreads grow with the mean, by the rule", () => {
    expect(spreadsGrow(spread(1))).toBe(true);
    expect(spreadsGrow(spread(0.6))).toBe(true);
    expect(spreadsGrow(spread(0.4))).toBe(false);
    expect(spreadsGrow(spread(0))).toBe(false);
  });

  test("are not taken of few cells, of means of one size, or of values that are not above 0", () => {
    expect(spreadsGrow(spread(1, 5))).toBe(false);
    expect(spreadsGrow(grid(8, 3, (cell, seed) => (1 + cell / 10) * (1 + 0.01 * (seed - 1))))).toBe(false);
    expect(spreadsGrow(spread(1).map((one) => ({ ...one, value: one.value - 0.99 })))).toBe(false);
  });

  test("make ratios: a doubling has 100 %, in both directions", () => {
    const fitted = fitFigure(spread(1))!;
    expect(fitted.scale).toBe("ratio");
    const [up] = comparePairs(fitted, [mean("0", 1), mean("2", 2.25)]);
    const [down] = comparePairs(fitted, [mean("2", 2.25), mean("0", 1)]);
    expect(up!.estimate).toBeCloseTo(2.25, 10);
    expect(up!.percent).toBeCloseTo(125, 8);
    expect(down!.percent).toBeCloseTo(-125, 8);
    expect(up!.low * down!.high).toBeCloseTo(1, 10);
  });
});

test("of many cells neighbours, the ends and the extremes are compared, with the intervals of all pairs", () => {
  const observations = grid(60, 2, (cell, seed) => ((7 * cell) % 60) + Math.sin(3 * cell + 5 * seed));
  const fitted = fitFigure(observations)!;
  const cells = Array.from({ length: 60 }, (_, cell) => mean(String(cell), (7 * cell) % 60));
  const pairs = comparePairs(fitted, cells);
  expect(pairs.length).toBeLessThan(4 * 60);
  const has = (one: string, other: string): boolean =>
    pairs.some(({ first, second }) => first === one && second === other);
  // The highest mean, 59, is that of cell 17; the lowest that of cell 0.
  expect([has("10", "11"), has("0", "59"), has("17", "40"), has("3", "17")]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(has("30", "40")).toBe(false);
  expect((pairs[0]!.high - pairs[0]!.low) / 2).toBeCloseTo(smallestTold(fitted, 60, 2), 9);
}, 30_000);

test("the smallest difference that is told apart is half an interval", () => {
  const fitted = fitFigure(grid(4, 3, (cell, seed) => cell + Math.sin(3 * cell + 5 * seed)))!;
  const [pair] = comparePairs(fitted, [mean("0", 1), mean("1", 1), mean("2", 1)]);
  expect(smallestTold(fitted, 3, 3)).toBeCloseTo((pair!.high - pair!.low) / 2, 9);
});
