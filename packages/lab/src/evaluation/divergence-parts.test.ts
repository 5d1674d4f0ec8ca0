import { expect, test } from "vitest";
import { divergenceParts, samplesOfParts } from "./divergence-parts.ts";

const half = Math.log(2) / 2;

/** Posteriors with a mean each, and deviations that all have. */
function posteriors(means: readonly (readonly number[])[], deviation: number, each: number) {
  const mean = Float32Array.from(Array.from({ length: each }, () => means.flat()).flat());
  return { mean, deviation: new Float32Array(mean.length).fill(deviation) };
}

test("of posteriors that are the prior are all 0", () => {
  const { mutualInformation, totalCorrelation, dimensionWise } = divergenceParts(
    posteriors([[0, 0, 0]], 1, 40),
    3,
  );
  for (const part of [mutualInformation, totalCorrelation, dimensionWise]) expect(part).toBeCloseTo(0, 6);
});

test("of codes far apart that are one of two in both values: each part is known", () => {
  // Which half it is of: log 2. Both values say the same: log 2 of correlation.
  const parts = divergenceParts(
    posteriors(
      [
        [-30, -30],
        [30, 30],
      ],
      0.5,
      200,
    ),
    2,
  );
  expect(parts).toMatchObject({ samples: 400, posteriors: 400 });
  expect(parts.mutualInformation).toBeCloseTo(2 * half, 5);
  expect(parts.totalCorrelation).toBeCloseTo(2 * half, 5);
  // Of one value: the mean over both halves of log q - log p, q having half the density of its normal distribution.
  const oneValue = 0.5 * (30 ** 2 + 0.5 ** 2) - 0.5 - Math.log(0.5) - 2 * half;
  expect(Math.abs(parts.dimensionWise / (2 * oneValue) - 1)).toBeLessThan(0.01);
});

test("of codes whose values do not depend on each other there is no total correlation", () => {
  const parts = divergenceParts(
    posteriors(
      [
        [-9, -9],
        [-9, 9],
        [9, -9],
        [9, 9],
      ],
      0.1,
      100,
    ),
    2,
  );
  expect(parts.mutualInformation).toBeCloseTo(4 * half, 5);
  expect(parts.totalCorrelation).toBeCloseTo(0, 5);
});

test("add up to the divergence, whose estimate they share", () => {
  const count = 1000;
  const mean = Float32Array.from({ length: 3 * count }, (_, index) => Math.sin(index));
  const deviation = Float32Array.from({ length: 3 * count }, (_, index) => 0.3 + 0.2 * Math.cos(7 * index));
  const { mutualInformation, totalCorrelation, dimensionWise } = divergenceParts({ mean, deviation }, 3);
  let exact = 0;
  for (const [index, m] of mean.entries()) {
    const variance = deviation[index]! ** 2;
    exact += (m ** 2 + variance - Math.log(variance) - 1) / 2 / count;
  }
  expect(Math.abs((mutualInformation + totalCorrelation + dimensionWise) / exact - 1)).toBeLessThan(0.05);
});

test("are of fewer samples where there are many posteriors and values", () => {
  expect(samplesOfParts(10_000, 2)).toBe(1000);
  expect(samplesOfParts(10_000, 50)).toBe(300);
  expect(samplesOfParts(70, 50)).toBe(70);
  expect(samplesOfParts(1_000_000, 4096)).toBe(1);
});
