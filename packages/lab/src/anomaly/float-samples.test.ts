import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { takeSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { floatDataset, floatShapes, trainedOnFloats } from "../../../../test/support/float-samples.ts";
import { scoresFor } from "../detector/detector-scores.ts";
import { fitScores, requireFinite } from "../detector/fit-scores.ts";
import { withScorer } from "../detector/sample-scorer.ts";
import { scoreByBaselines } from "../detector/score-baselines.ts";
import { seenBy } from "../measures/raw-values.ts";
import { scoreDefinitions } from "./anomaly-scores.ts";
import { baselineDefinitions } from "./baselines.ts";
import { compareWithBaselines } from "./compare.ts";
import { describeProtocol } from "./protocol.ts";
import type { AnomalyPlan } from "./results.ts";
import { meanAuroc, sweep } from "./sweep.ts";
import { againstTask, classTask } from "./task.ts";

/** Those of an autoencoder that need no images. */
const ownScores = ["error", "relative", "code", "neighbour"];

/** Rows of two columns. */
const rowsOf = (...values: readonly number[]): RowSet => ({
  kind: "row",
  count: values.length / 2,
  columns: 2,
  values: Float32Array.from(values),
});
// Means 2 and 50, deviations √2 and 10 √2: standardised, both columns are the same.
const normal = rowsOf(0, 30, 1, 40, 2, 50, 3, 60, 4, 70);
const others = rowsOf(2, 50, 12, 150, 3, 40);
const see = seenBy(normal);

/** What baselines make of the others. @param latentSize the number of components */
async function baselinesOf(latentSize: number): Promise<ReadonlyMap<string, Float32Array>> {
  const seen = { runtime: await nativeRuntime(), seen: see(normal), latentSize, hooks: {} };
  return scoreByBaselines(seen, see(others));
}

test("baselines that need images are absent", async () => {
  expect([...(await baselinesOf(1)).keys()]).toEqual(["cosine", "euclid", "pca-error", "pca-mahalanobis"]);
});

test("neighbours are those of standardised columns", async () => {
  const scores = await baselinesOf(1);
  // The fifth nearest of five is the farthest: by (2, 20), (12, 120) and (3, 10), (1, 30) away in the units of the columns.
  expectClose(scores.get("euclid"), [Math.sqrt(2 * 2), Math.sqrt(2 * 72), Math.sqrt(4.5 + 0.5)], 1e-6);
  // The mean is zeros, at a right angle to what is not; (10, 10) points as two do, and against two; (1, -1) lies across all.
  expectClose(scores.get("cosine"), [1, 2, 1], 1e-6);
});

test("components are those of standardised columns", async () => {
  const scores = await baselinesOf(1);
  // Along (1, 1) / √2 the variance is 2; of (1, -1) / √2, which lies across, the squared error is 1, over two columns.
  expectClose(scores.get("pca-error"), [0, 0, 0.5], 1e-6);
  expectClose(scores.get("pca-mahalanobis"), [0, 10 / Math.SQRT2, 0], 1e-6);
  expect([...(await baselinesOf(2)).get("pca-error")!]).toEqual([0, 0, 0]);
});

describe.each(["row", "series"] as const)("of %s samples", async (name) => {
  const shape = floatShapes[name];
  const plural = { row: "rows", series: "series" }[name];

  test("the error is that of the model, and scores that need images are absent", async () => {
    const { splits, autoencoder } = await trainedOnFloats(name);
    const runtime = await nativeRuntime();
    const names = scoresFor(shape).flatMap(({ name, isBaseline }) => (isBaseline ? [] : [name]));
    expect(names).toEqual(ownScores);
    const normals = { train: splits.train, heldOut: splits.validation };
    const { scores } = await fitScores(runtime, autoencoder, normals, names);
    const { model, weights } = autoencoder;
    const found = await withScorer(runtime, { model, weights, scores }, (scorer) =>
      scorer.score(splits.test),
    );
    expect([...found.keys()]).toEqual(ownScores);
    expectClose(found.get("error"), (await autoencoder.score(valuesOf(splits.test))).mse, 1e-6);
    requireFinite(found);
  });

  test("a sweep tells one class from the other, and says what it leaves out", async () => {
    const runtime = await nativeRuntime();
    const dataset = floatDataset(name, 240, 60);
    const settings = resolveSettings(
      { latentSize: 1, epochs: 30, batchSize: 20, learningRate: 0.01, loss: "mse" },
      "test",
      shape,
    );
    const plan: AnomalyPlan = { settings, classes: [0, 1], seeds: [1] };
    const { cells, baselines } = await sweep({ runtime, plan, dataset });
    for (const { auroc } of cells) {
      expect(Object.keys(auroc)).toEqual(ownScores);
      expect(auroc.error).toBeGreaterThan(0.8);
    }
    for (const { auroc } of baselines) {
      expect(Object.keys(auroc)).toEqual(["cosine", "euclid", "pcaError", "pcaMahalanobis"]);
      expect(auroc.pcaError).toBeGreaterThan(0.8);
    }
    expect(Object.keys(meanAuroc(plan, cells)!)).toEqual(ownScores);
    const { differences, findings } = compareWithBaselines(plan, cells, baselines, shape)!;
    expect(Object.keys(differences)).toEqual(ownScores);
    expect(findings[0]).toMatch(/^Of the 4 baselines/);
    const protocol = describeProtocol(plan, shape);
    expect(protocol.at(-1)).toBe(
      'Scores and baselines that need images are left out: "angle", "combined"; "smoothed pixels, cosine", ' +
        '"edges, cosine", "edges, Euclid", "smoothed pixels, Euclid".',
    );
    const said = [
      ...protocol.slice(0, -1),
      ...findings,
      ...Object.values(scoreDefinitions(shape)),
      ...Object.values(baselineDefinitions(shape)),
      ...cells.flatMap(({ warnings = [] }) => warnings),
    ];
    expect(said.join(" ")).not.toMatch(/image|pixel/i);
  });

  test("tasks are of any samples, and others than those are refused", () => {
    const dataset = floatDataset(name, 20, 4);
    const task = classTask(dataset, 1);
    const odd = Int32Array.from({ length: 10 }, (_, at) => 2 * at + 1);
    expect(task.dataset.train).toEqual(takeSamples(dataset.train, odd));
    expect(task.isAnomalous).toEqual([true, false, true, false]);
    const both = againstTask(dataset, { ...dataset, name: "other" }).dataset.test;
    expect([both.count, valuesOf(both).length]).toEqual([8, 48]);
    const wide: Samples = { kind: "row", count: 1, columns: 7, values: new Float32Array(7) };
    const found = name === "row" ? "7" : "rows of 7 columns";
    expect(() => againstTask(dataset, { ...dataset, name: "wide", test: wide })).toThrow(
      `--against: expected ${plural} of the size that floats has, ${name === "row" ? "6" : "3 x 2"}, found ${found} in wide`,
    );
  });
});
