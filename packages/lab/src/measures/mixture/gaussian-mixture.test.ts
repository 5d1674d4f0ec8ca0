import { createRandom } from "hourglass-core/internal/random/random.ts";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { measuresGolden, toMatrix, type WrittenMatrix } from "../../../../../test/support/measures-golden.ts";
import type { Matrix } from "../matrix.ts";
import { type CovarianceName, covariances } from "./covariance.ts";
import { fitMixture, fitMixtureFrom } from "./fit-mixture.ts";
import {
  bayesianCriterion,
  densitiesOf,
  drawFromMixture,
  freedomOf,
  type GaussianMixture,
  likeliestComponents,
  meanLogDensity,
} from "./gaussian-mixture.ts";

interface Fit {
  readonly iterations: number;
  readonly weights: readonly number[];
  readonly means: readonly number[];
  /** `[3, 4, 4]`, or `[3, 4]` where they are diagonal. */
  readonly covariances: readonly number[];
  readonly logDensities: readonly number[];
  readonly responsibilities: readonly number[];
  readonly likeliest: readonly number[];
  readonly meanLogDensity: number;
  readonly bic: number;
}

const golden = await measuresGolden<{
  points: WrittenMatrix;
  clusters: readonly number[];
  others: WrittenMatrix;
  fits: Record<CovarianceName, Fit>;
}>("mixture");
const points = toMatrix(golden.points);
const others = toMatrix(golden.others);
const kinds = Object.keys(covariances) as CovarianceName[];

/** Points on a line. */
const line = (...data: readonly number[]): Matrix => ({
  rows: data.length,
  columns: 1,
  data: Float32Array.from(data),
});

/** The covariances themselves, LLᵀ, as NumPy has them. */
function covariancesOf({ covariance, columns, weights, factors }: GaussianMixture): Float64Array {
  if (covariance === "diagonal") return factors.map((deviation) => deviation ** 2);
  const whole = new Float64Array(weights.length * columns ** 2);
  const entry = (component: number, row: number, column: number): number =>
    column > row ? 0 : factors[component * ((columns * (columns + 1)) / 2) + (row * (row + 1)) / 2 + column]!;
  for (let at = 0; at < whole.length; at++) {
    const component = Math.floor(at / columns ** 2);
    const row = Math.floor(at / columns) % columns;
    for (let k = 0; k < columns; k++) {
      whole[at]! += entry(component, row, k) * entry(component, at % columns, k);
    }
  }
  return whole;
}

describe.each(kinds)("with %s covariances", (covariance) => {
  const expected = golden.fits[covariance];

  test("EM from the same clusters takes scikit-learn's iterations to its mixture", async () => {
    const { mixture, iterations, converged } = await fitMixtureFrom(points, golden.clusters, 3, covariance);
    expect({ iterations, converged }).toEqual({ iterations: expected.iterations, converged: true });
    expectClose(mixture.weights, expected.weights, 1e-10);
    expectClose(mixture.means, expected.means, 1e-10);
    expectClose(covariancesOf(mixture), expected.covariances, 1e-10);
  });

  test("densities, components and the criterion are scikit-learn's", async () => {
    const { mixture } = await fitMixtureFrom(points, golden.clusters, 3, covariance);
    const { logDensities, responsibilities } = densitiesOf(mixture, others);
    expectClose(logDensities, expected.logDensities, 1e-10);
    expectClose(responsibilities, expected.responsibilities, 1e-9);
    expect(Array.from(likeliestComponents(mixture, others))).toEqual(expected.likeliest);
    expect(meanLogDensity(mixture, points)).toBeCloseTo(expected.meanLogDensity, 10);
    expect(bayesianCriterion(mixture, points)).toBeCloseTo(expected.bic, 7);
  });

  test("what is drawn has the means and the covariances of the mixture", async () => {
    const { mixture } = await fitMixtureFrom(points, golden.clusters, 3, covariance);
    const drawn = drawFromMixture(mixture, 40_000, createRandom(3, "draw"));
    const clusters = new Uint8Array(drawn.rows);
    const { mixture: again } = await fitMixtureFrom(drawn, clusters, 1, "full");
    const { mixture: one } = await fitMixtureFrom(points, new Uint8Array(points.rows), 1, covariance);
    expectClose(again.means, one.means, 0.05);
    // EM leaves the total covariance of the points as it was, where covariances are full.
    if (covariance === "full") expectClose(covariancesOf(again), covariancesOf(one), 0.05);
    expect(drawFromMixture(mixture, 5, createRandom(3, "draw")).data).toEqual(drawn.data.subarray(0, 20));
  });
});

test("one normal distribution is the mean and the variance of its points, by hand", async () => {
  const { mixture } = await fitMixture(line(1, 3, 5, 7), 1, "full");
  expect(mixture.means[0]).toBeCloseTo(4, 12);
  expect(mixture.factors[0]! ** 2).toBeCloseTo(5 + 1e-6, 12);
  // -log(√(2π 5)) - (4 - 4)² / 10
  expect(densitiesOf(mixture, line(4)).logDensities[0]).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 5), 6);
});

test("far groups are found from a seeded start, and the same each time", async () => {
  const groups = line(0, 1, 2, 50, 51, 52, 100, 101, 102);
  const { mixture } = await fitMixture(groups, 3, "diagonal");
  expect(mixture.weights.every((weight) => Math.abs(weight - 1 / 3) < 1e-9)).toBe(true);
  expectClose(mixture.means.toSorted(), [1, 51, 101], 1e-9);
  expect((await fitMixture(groups, 3, "diagonal")).mixture).toEqual(mixture);
});

test("densities that no float could hold keep their logarithm", () => {
  const mixture: GaussianMixture = {
    ...{ covariance: "full", columns: 1 },
    weights: Float64Array.of(0.5, 0.5),
    means: Float64Array.of(0, 1),
    factors: Float64Array.of(1, 1),
  };
  const { logDensities, responsibilities } = densitiesOf(mixture, line(1000));
  expect(logDensities[0]).toBeCloseTo(-(999 ** 2) / 2 - 0.5 * Math.log(2 * Math.PI) - Math.LN2, 6);
  expect(Array.from(responsibilities)).toEqual([0, 1]);
});

test("free numbers: shares, means, covariances", async () => {
  const { mixture } = await fitMixture(points, 5, "full");
  expect(freedomOf(mixture)).toBe(4 + 5 * (4 + 10));
  expect(freedomOf((await fitMixture(points, 5, "diagonal")).mixture)).toBe(4 + 5 * (4 + 4));
});

test("the same point over and over has a density: the least variance", async () => {
  const { mixture } = await fitMixture(line(2, 2, 2, 2), 2, "full");
  expect(densitiesOf(mixture, line(2)).logDensities[0]).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 1e-6), 6);
});

test("more components than points are refused", async () => {
  await expect(fitMixture(line(1, 2), 3, "full")).rejects.toThrow(
    "it needs at least one image for each of 3 components, found 2",
  );
});

test("values without a variance in float64 are refused, not made numbers of", async () => {
  const vast = { rows: 3, columns: 2, data: Float32Array.of(1e30, 1e30, -1e30, -1e30, 3e30, 3e30) };
  await expect(fitMixture(vast, 1, "full")).rejects.toThrow(
    "a component of the mixture of 1 has no density: its images do not vary in some direction of the code",
  );
});

test("a stop ends it", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(fitMixture(points, 2, "full", { signal })).rejects.toThrow("enough");
});
