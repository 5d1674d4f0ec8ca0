import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { seenValues, unseen } from "hourglass-core/internal/inference/seen-values.ts";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { floatShapes, trainedOnFloats } from "../../../../test/support/float-samples.ts";
import { representationOf } from "../../../../test/support/representation.ts";
import type { MeasureResult } from "./measure.ts";
import { measureInWords } from "./measure-words.ts";
import { type MeasureName, measureNames, measures, takeMeasures } from "./measures.ts";
import { createPixelBaseline } from "./pixel-baseline.ts";
import { rawValues, seenBy } from "./raw-values.ts";
import { shuffleValues } from "./reconstruction/identity.ts";
import { spreadBy } from "./reconstruction/principal-components.ts";
import { projectionError } from "./reconstruction/projection.ts";

/** Rows of two columns. */
const rowsOf = (...values: readonly number[]): RowSet => ({
  kind: "row",
  count: values.length / 2,
  columns: 2,
  values: Float32Array.from(values),
});
// Means 5 and 100, deviations 1 and 10: both columns rise and fall together.
const train = rowsOf(4, 90, 6, 110, 4, 90, 6, 110);
const others = rowsOf(6, 90, 6, 110, 5, 130);

test("raw values are standardised by the training split", () => {
  expect(rawValues(seenBy(train)(others))).toEqual({
    ...{ rows: 3, columns: 2 },
    data: Float32Array.of(1, -1, 1, 1, 0, 3),
  });
  expect(others.values[1]).toBe(90);
});

describe("principal components of standardised columns", () => {
  test.each(["covariance", "inner products", "passes"] as const)("by %s", async (way) => {
    const runtime = await nativeRuntime();
    const see = seenBy(train);
    const components = await (await spreadBy[way](runtime, see(train))).components(1);
    // The covariance is of ones: along (1, 1) / √2 the variance is 2, which is all there is.
    expect(components.variances[0]).toBeCloseTo(2, 5);
    expect(components.totalVariance).toBeCloseTo(2, 12);
    expectClose(components.components.map(Math.abs), [Math.SQRT1_2, Math.SQRT1_2], 1e-6);
    // (1, -1) lies across, (1, 1) along, (0, 3) at 45 degrees: squared distances 2, 0 and 4.5.
    expect(await projectionError(runtime, see(others), components)).toBeCloseTo(6.5 / 3, 5);
  });

  test("the baseline looks at them", async () => {
    const splits = { train, validation: others, test: others };
    const baseline = createPixelBaseline(await nativeRuntime(), splits);
    expect((await baseline.principalComponents(1)).variances[0]).toBeCloseTo(2, 5);
  });
});

describe.each(["row", "series"] as const)("of a model of %s samples", async (name) => {
  const { splits, autoencoder } = await trainedOnFloats(name);
  const representation = await representationOf(autoencoder, splits);
  const values = valuesOf(splits.test) as Float32Array;
  const seen = rawValues(seenBy(splits.train)(splits.test)).data;
  const results = await takeMeasures(measureNames, representation);
  const figuresOf = (measure: string): MeasureResult["figures"] => results[measure]!.figures;
  const plural = { row: "rows", series: "series" }[name];

  const meanSquare = (some: Float32Array, other: Float32Array): number =>
    some.reduce((sum, value, at) => sum + (value - other[at]!) ** 2, 0) / some.length;

  test("a model that was trained on a split sees the raw values of the split", () => {
    expect(seen).toEqual(seenValues(autoencoder, values));
  });

  test("what cannot be measured says why, in the words of the samples", () => {
    const reasons = Object.entries(results).flatMap(([measure, { notMeasured }]) =>
      notMeasured === undefined ? [] : [[measure, notMeasured]],
    );
    expect(Object.fromEntries(reasons)).toEqual({
      quality: `it needs images, and these are ${plural}`,
      "few-labels": `with 1,000 labels: a class has too few training ${plural}`,
      robustness: ["salt-pepper", "patches", "affine"]
        .map((kind) => `${kind} noise is of images, and these are ${plural}`)
        .join("; "),
      factors: "it needs true factors, which only the built-in digits have",
      interventions: "it needs true factors, which only the built-in digits have",
    });
  });

  test("everything else is measured, and no word of images is said", () => {
    const { quality: _, factors: __, interventions: ____, ...measured } = results;
    for (const [measure, { figures, notMeasured: ___, ...said }] of Object.entries(measured)) {
      expect(Object.keys(figures).length, measure).toBeGreaterThan(0);
      const words = JSON.stringify(said, (key, value) =>
        key === "images" || key === "name" ? undefined : value,
      );
      expect(words, measure).not.toMatch(/image|pixel/i);
      const {
        title,
        definition,
        protocol,
        figures: infos,
      } = measureInWords(measures[measure as MeasureName], floatShapes[name]);
      const told = [
        title,
        definition,
        protocol,
        ...Object.values(infos).flatMap((info) => [info.title, info.unit]),
      ];
      expect(told.join(" "), measure).not.toMatch(/image|pixel/i);
    }
    expect(results["probe"]!.choices![1]).toMatch(/^raw values: C = /);
  });

  test("errors are of standardised numbers, summed where PCA's are", async () => {
    const rebuilt = seenValues(autoencoder, await autoencoder.reconstruct(values));
    expect(figuresOf("pca")["model"]).toBeCloseTo(6 * meanSquare(rebuilt, seen), 4);
    const { data } = await representation.reconstructions();
    expect(data).toEqual(rebuilt);
  });

  test("what changes places are numbers as the model sees them", async () => {
    const shuffled = shuffleValues(seen, 6);
    const rebuilt = await autoencoder.reconstruct(unseen(autoencoder, shuffled));
    const error = meanSquare(seenValues(autoencoder, rebuilt), shuffled);
    expect(figuresOf("identity")["shuffled"]).toBeCloseTo(error, 4);
  });

  test("robustness is of the corruptions that there are without images", async () => {
    const names = Object.keys(figuresOf("robustness"));
    expect(names.filter((one) => one.endsWith("Mse"))).toEqual(
      expect.arrayContaining(["gaussianMse", "maskingMse"]),
    );
    expect(names.join()).not.toMatch(/salt|patches|affine/);
    const { curves } = results["robustness"]!;
    expect(curves![0]!.y).toBe(`mse (deviations², mean over ${name === "row" ? "columns" : "values"})`);
    // Without noise the accuracy is the probe's own.
    const clean = curves!.find((one) => one.name === "gaussian.accuracy")!.points[0]!;
    expect(clean.y).toBe(figuresOf("probe")["accuracy"]);
  });
});
