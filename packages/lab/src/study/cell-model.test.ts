import { createRandom } from "hourglass-core/internal/random/random.ts";
import { Matrix, pseudoInverse } from "ml-matrix";
import { expect, test } from "vitest";
import { fitCellModel, type Observation } from "./cell-model.ts";

// Whichever of cells and seeds is eliminated, the model is that of ordinary least squares with a column for each of them.

/** A grid of which some trainings are missing. */
function incomplete(cells: number, seeds: number): readonly Observation[] {
  const random = createRandom(cells, `a grid of ${seeds} seeds`);
  return Array.from({ length: cells * seeds }, (_, index) => {
    const [cell, seed] = [Math.floor(index / seeds), index % seeds];
    return { cell: String(cell), seed, value: cell + 0.3 * seed + 0.1 * random.normal() };
  }).filter(({ seed }) => seed < 2 || random.uniform() < 0.7);
}

function leastSquares(observations: readonly Observation[], cells: number, seeds: number) {
  const design = Matrix.zeros(observations.length, cells + seeds);
  observations.forEach(({ cell, seed }, row) => {
    design.set(row, Number(cell), 1);
    design.set(row, cells + seed, 1);
  });
  const inverse = pseudoInverse(design.transpose().mmul(design), 1e-10);
  const values = Matrix.columnVector(observations.map(({ value }) => value));
  const effects = inverse.mmul(design.transpose().mmul(values));
  const errors = Matrix.sub(values, design.mmul(effects)).to1DArray();
  const degreesOfFreedom =
    observations.length - (cells + new Set(observations.map(({ seed }) => seed)).size - 1);
  const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / degreesOfFreedom);
  const contrast = Matrix.zeros(1, cells + seeds);
  contrast.set(0, 0, -1);
  contrast.set(0, cells - 1, 1);
  const variance = contrast.mmul(inverse).mmul(contrast.transpose()).get(0, 0);
  return {
    ...{ degreesOfFreedom, deviation },
    estimate: contrast.mmul(effects).get(0, 0),
    standardError: deviation * Math.sqrt(variance),
  };
}

test.each([
  [7, 3],
  [3, 7],
  [5, 5],
  [2, 30],
  [30, 2],
])("%i cells of up to %i seeds: as all columns at once", (cells, seeds) => {
  const observations = incomplete(cells, seeds);
  const expected = leastSquares(observations, cells, seeds);
  const model = fitCellModel(observations)!;
  expect(model.degreesOfFreedom).toBe(expected.degreesOfFreedom);
  expect(model.deviation).toBeCloseTo(expected.deviation, 10);
  const difference = model.difference("0", String(cells - 1))!;
  expect(difference.estimate).toBeCloseTo(expected.estimate, 10);
  expect(difference.standardError).toBeCloseTo(expected.standardError, 10);
});

test("a grid of 5,000 seeds has as many equations as cells, and a place of its own for each seed", () => {
  const observations = Array.from({ length: 10_000 }, (_, index) => {
    const [cell, seed] = [index % 2, Math.floor(index / 2)];
    return { cell: String(cell), seed, value: cell + Math.sin(seed) + 0.1 * Math.sin(7 * index) };
  });
  const model = fitCellModel(observations)!;
  expect(model.degreesOfFreedom).toBe(4999);
  expect(model.difference("0", "1")!.estimate).toBeCloseTo(1, 2);
});
