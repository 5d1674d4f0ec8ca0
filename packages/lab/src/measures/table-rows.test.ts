import { sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { seenValues } from "hourglass-core/internal/inference/seen-values.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { representationOf } from "../../../../test/support/representation.ts";
import { sampleTable } from "../../../../test/support/tables.ts";
import { constantErrors } from "../evaluation/constant-images.ts";
import { measureHidden } from "../evaluation/hidden-values.ts";
import { createProgress } from "../evaluation/progress.ts";
import type { MeasureResult } from "./measure.ts";
import { measureNames, takeMeasures } from "./measures.ts";

// Rows with words, dates and missing values: six columns, of which a model sees twelve values.
const all = sampleTable(300);
const splits = {
  train: sliceSamples(all, 0, 160),
  validation: sliceSamples(all, 160, 220),
  test: sliceSamples(all, 220, 300),
};
const columns = all.columns;
const runtime = await nativeRuntime();
const model = buildModel("vanilla", {
  sampleShape: { kind: "row", columns, table: all.table! },
  latentSize: 2,
});
const { weights } = await fit(runtime, model, splits, { epochs: 20, batchSize: 20, learningRate: 0.01 });
const autoencoder = await createAutoencoder(runtime, model, weights);
const representation = await representationOf(autoencoder, splits);
const values = valuesOf(splits.test);
const seen = seenValues(autoencoder, values);
const size = seenSize(model.sampleShape);
const { count } = splits.test;
const results = await takeMeasures(measureNames, representation);
const figuresOf = (measure: string): MeasureResult["figures"] => results[measure]!.figures;

test("every measure gives numbers or says why not", () => {
  const reasons = Object.entries(results).flatMap(([measure, { notMeasured }]) =>
    notMeasured === undefined ? [] : [[measure, notMeasured]],
  );
  expect(Object.fromEntries(reasons)).toEqual({
    quality: "it needs images, and these are rows",
    "few-labels": "with 1,000 labels: a class has too few training rows",
    robustness: ["salt-pepper", "patches", "affine"]
      .map((kind) => `${kind} noise is of images, and these are rows`)
      .join("; "),
    factors: "it needs true factors, which only the built-in digits have",
    interventions: "it needs true factors, which only the built-in digits have",
  });
  for (const [measure, { figures }] of Object.entries(results)) {
    if (["quality", "factors", "interventions"].includes(measure)) continue;
    expect(Object.values(figures).length, measure).toBeGreaterThan(0);
    expect(Object.values(figures).every(Number.isFinite), measure).toBe(true);
  }
});

/** The squared errors of what a model sees of rows, summed and divided by the number of columns, as the errors of a model are. */
const errorOf = (made: (at: number) => number): number =>
  seen.reduce((sum, value, at) => sum + (made(at) - value) ** 2, 0) / (count * columns);

test("the errors of the model, of PCA and of the mean row are sums of what is seen, over the columns", async () => {
  const { mse } = await autoencoder.score(values);
  const mean = mse.reduce((sum, error) => sum + error, 0) / count;
  expect(figuresOf("pca")["model"]).toBeCloseTo(mean * columns, 4);
  const { mean: centre, components } = await representation.baseline.principalComponents(2);
  const projected = Float64Array.from(centre, () => 0);
  let sum = 0;
  for (let row = 0; row < count; row++) {
    const offset = centre.map((value, at) => seen[row * size + at]! - value);
    projected.set(offset);
    for (let component = 0; component < 2; component++) {
      const direction = components.subarray(component * size, (component + 1) * size);
      const length = direction.reduce((total, value, at) => total + value * offset[at]!, 0);
      for (const [at, value] of direction.entries()) projected[at]! -= length * value;
    }
    sum += projected.reduce((total, value) => total + value ** 2, 0);
  }
  expect(figuresOf("pca")["sse"]).toBeCloseTo(sum / count, 4);

  const trained = seenValues(autoencoder, valuesOf(splits.train));
  const means = Array.from({ length: size }, (_, at) => {
    const some = trained.filter((_value, index) => index % size === at);
    return some.reduce((total, value) => total + value, 0) / some.length;
  });
  const constant = constantErrors("mse", autoencoder, splits.test, splits.train);
  expect(constant.mean).toBeCloseTo(
    errorOf((at) => means[at % size]!),
    5,
  );
  expect(mean).toBeLessThan(constant.mean!);
});

test("with noise a model is asked what it was trained on: words that are no words any more", async () => {
  const masking = { kind: "masking", level: 0.4 } as const;
  const noisy = await autoencoder.corrupt(values, masking);
  const { codes, reconstructions } = await autoencoder.codeCorrupted(values, masking);
  expect([codes.length, reconstructions.length]).toEqual([2 * count, size * count]);
  // The errors that the evaluator gives are those of these reconstructions.
  const { mse } = await autoencoder.scoreCorrupted(values, masking);
  const errors = Array.from({ length: count }, (_, row) => {
    const some = seen.subarray(row * size, (row + 1) * size);
    return (
      some.reduce((sum, value, at) => sum + (reconstructions[row * size + at]! - value) ** 2, 0) / columns
    );
  });
  expectClose([...mse], errors, 1e-5);
  // Without noise they are those of the rows.
  const { codes: clean } = await autoencoder.codeCorrupted(values, { kind: "masking", level: 0 });
  expectClose([...clean], [...(await autoencoder.encode(values))], 1e-5);

  // A column is hidden where its quantity or its word is: of a word, the 1.
  const hidden = await measureHidden(autoencoder, splits.test, masking, splits.train, createProgress(1, {}));
  const words = [5, 9].map((start) => ({ start, end: start === 5 ? 9 : 12 }));
  const places = [[0], [1, 4], [2], [3]].map((some) => some.map((at) => at));
  let expected = 0;
  for (let row = 0; row < count; row++) {
    const isHidden = (at: number): boolean => seen[row * size + at] !== 0 && noisy[row * size + at] === 0;
    for (const some of places) expected += Number(some.some(isHidden));
    for (const { start, end } of words) {
      const at = Array.from({ length: end - start }, (_, index) => start + index);
      expected += Number(at.some(isHidden));
    }
  }
  expect(hidden?.hidden.values).toBe(expected);
  expect(hidden!.hidden.values + hidden!.visible.values).toBe(count * columns);
  expect(hidden!.hidden.mse).toBeLessThan(hidden!.hidden.mseOfMean!);
});
