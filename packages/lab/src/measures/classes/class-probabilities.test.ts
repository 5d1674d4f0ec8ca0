import { expect, test } from "vitest";
import { classProbabilities } from "./class-probabilities.ts";

test("are the softmax of standardised rows times the kernel, with the bias", () => {
  // Row [3, 4] is standardised to [1, 2]: logits ln 2 + 2 ln 3 = ln 18, 0 and ln 6, by hand.
  const kernel = Float64Array.of(Math.log(2), 0, Math.log(6), Math.log(3), 0, 0);
  const weights = { kernel, bias: new Float64Array(3) };
  const standardiser = { means: Float64Array.of(1, 0), deviations: Float64Array.of(2, 2) };
  const found = classProbabilities(weights, standardiser, Float32Array.of(3, 4, 1, 0));
  const expected = [18 / 25, 1 / 25, 6 / 25, 1 / 3, 1 / 3, 1 / 3];
  expect(found).toHaveLength(expected.length);
  for (const [at, value] of expected.entries()) expect(found[at]).toBeCloseTo(value, 6);
});

test("of logits of any size are finite, and the bias decides where the code does not", () => {
  const weights = { kernel: Float64Array.of(0, 0), bias: Float64Array.of(-5000, 5000) };
  const standardiser = { means: Float64Array.of(0), deviations: Float64Array.of(1) };
  expect([...classProbabilities(weights, standardiser, Float32Array.of(9))]).toEqual([0, 1]);
});
