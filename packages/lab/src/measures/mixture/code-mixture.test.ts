import { createRandom } from "hourglass-core/internal/random/random.ts";
import { describe, expect, test } from "vitest";
import type { Matrix } from "../matrix.ts";
import { type CodeDensity, codesLookedAt, fitCodeDensity } from "./code-mixture.ts";

/** Codes of three units: two around three far middles, and one that is always 7. */
function codes(rows: number, stream: string): Matrix {
  const random = createRandom(1, stream);
  const data = Float32Array.from({ length: 3 * rows }, (_, at) => {
    const group = Math.floor(at / 3) % 3;
    if (at % 3 === 2) return 7;
    return 0.01 * (10 * (at % 3 === 0 ? group : group ** 2) + random.normal());
  });
  return { rows, columns: 3, data };
}
const train = codes(600, "train");
const validation = codes(300, "validation");
const test_ = codes(240, "test");

const fit = (components: readonly number[], splits = {}): Promise<CodeDensity> =>
  fitCodeDensity({ train, validation, test: test_, ...splits }, components);

describe("the number of components", () => {
  test("is that with the least criterion on the validation codes", async () => {
    const { findings } = await fit([1, 2, 3, 8]);
    expect(findings).toMatchObject({
      components: 3,
      covariance: "full",
      images: { train: 600, validation: 300, test: 240 },
      chosenBy: "validation",
      constantUnits: 1,
    });
    const { candidates } = findings;
    expect(candidates.map(({ components }) => components)).toEqual([1, 2, 3, 8]);
    const free = (components: number): number => components - 1 + components * (2 + 3);
    for (const { components, bic, logLikelihood } of candidates) {
      expect(bic).toBeCloseTo(-600 * logLikelihood.validation! + free(components) * Math.log(300), 6);
      expect(bic).toBeGreaterThanOrEqual(candidates[2]!.bic);
    }
  });

  test("is chosen on the training codes where there are no others, and it says so", async () => {
    const { findings } = await fit([1, 3], { validation: undefined, test: undefined });
    expect(findings).toMatchObject({ components: 3, chosenBy: "train" });
    expect(findings).not.toHaveProperty("testLogLikelihood");
    const [, three] = findings.candidates;
    expect(three!.logLikelihood).not.toHaveProperty("validation");
    expect(three!.bic).toBeCloseTo(-1200 * three!.logLikelihood.train + 17 * Math.log(600), 6);
  });

  test("is no larger than that of the codes", async () => {
    const few = { ...train, rows: 4, data: train.data.slice(0, 12) };
    const { findings } = await fit([1, 2, 5], { train: few });
    expect(findings.candidates.map(({ components }) => components)).toEqual([1, 2]);
    await expect(fit([5, 9], { train: few })).rejects.toThrow(
      "it needs at least one training image for each of 5 components, found 4",
    );
  });
});

test("the log-likelihood is that of codes in their own units", async () => {
  const { findings } = await fit([3]);
  // Three normal distributions far apart, each of two units with a deviation of 0.01.
  const entropy = Math.log(3) + Math.log(2 * Math.PI * Math.E) + 2 * Math.log(0.01);
  expect(findings.testLogLikelihood).toBeCloseTo(-entropy, 0);
  expect(findings.candidates[0]!.logLikelihood.train).toBeCloseTo(-entropy, 0);
  const wide = { train: times(train, 1000), validation: times(validation, 1000), test: times(test_, 1000) };
  const { findings: ofWide } = await fitCodeDensity(wide, [3]);
  expect(ofWide.testLogLikelihood).toBeCloseTo(findings.testLogLikelihood! - 2 * Math.log(1000), 3);
});

function times({ rows, columns, data }: Matrix, factor: number): Matrix {
  return { rows, columns, data: data.map((value) => value * factor) };
}

test("codes that are drawn lie where codes lie, within their ranges, and are the same for the same seed", async () => {
  const density = await fit([3]);
  const drawn = density.draw(900, 5);
  expect([drawn.rows, drawn.columns]).toEqual([900, 3]);
  expect(density.draw(900, 5)).toEqual(drawn);
  expect(density.draw(900, 6)).not.toEqual(drawn);
  const groups = [0, 0, 0];
  for (let row = 0; row < 900; row++) {
    const [x, y, constant] = drawn.data.subarray(3 * row, 3 * row + 3);
    expect(constant).toBe(7);
    const group = Math.round(10 * x!);
    expect(Math.abs(y! - group ** 2 / 10)).toBeLessThan(0.05);
    groups[group]! += 1;
  }
  for (const count of groups) expect(Math.abs(count - 300)).toBeLessThan(60);
  for (const unit of [0, 1]) {
    const column = (matrix: Matrix): readonly number[] =>
      Array.from(matrix.data.filter((_, at) => at % 3 === unit));
    expect(Math.min(...column(drawn))).toBeGreaterThanOrEqual(Math.min(...column(train)));
    expect(Math.max(...column(drawn))).toBeLessThanOrEqual(Math.max(...column(train)));
  }
});

test("codes that are all one point have no density", async () => {
  const same = { rows: 10, columns: 2, data: new Float32Array(20).fill(3) };
  await expect(fit([1], { train: same })).rejects.toThrow(
    "the codes of the training images do not vary: all are one point",
  );
});

test("of large codes fewer are looked at", () => {
  expect([2, 64, 128, 784, 100_000].map(codesLookedAt)).toEqual([5000, 5000, 2500, 408, 100]);
});
