import { updated } from "hourglass-core/internal/program/trainer-state.ts";
import { float32Result } from "hourglass-core/internal/runtime/runtime.ts";
import { describe, expect, test } from "vitest";
import { relativeError } from "./support/closeness.ts";
import { nativeRuntime } from "./support/evaluate.ts";
import {
  expectLosses,
  expectTensors,
  goldenNames,
  readGolden,
  trainGolden,
} from "./support/golden-training.ts";

/**
 * Of the largest entry of a tensor. Measured: below 1e-6, where batches are normalised 1e-5. Where a gradient is near
 * epsilon, Adam's step depends on its last digits.
 */
const tolerance = 1e-4;

const runtime = await nativeRuntime();

describe.each(goldenNames)("%s", async (name) => {
  const golden = await readGolden(name);
  const results = await trainGolden(golden, runtime);

  test("the objective of three steps equals PyTorch's", () => expectLosses(results, golden, tolerance));

  test("parameters, moments and statistics after them equal PyTorch's", () =>
    expectTensors(results, golden, tolerance));
});

test("the golden values tell the two places of epsilon apart", async () => {
  const golden = await readGolden("vanilla-mse-uncorrected-epsilon.json");
  const results = await trainGolden({ ...golden, epsilonTo: "corrected" }, runtime);
  const name = "decoder.output.kernel";
  expect(relativeError(float32Result(results, updated(name)), golden.tensors[name]!)).toBeGreaterThan(
    10 * tolerance,
  );
});
