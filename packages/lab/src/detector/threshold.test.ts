import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { percentileAmong } from "./percentile.ts";
import { chanceOfAlarms, shareWords, thresholdOf } from "./threshold.ts";

const upTo = (count: number): Float64Array => Float64Array.from({ length: count }, (_, at) => at + 1);

test("the threshold is the k-th of n scores, k = ceil((1 - share)(n + 1)), with the interval of Beta(n + 1 - k, k)", () => {
  // By scipy.stats.beta.ppf([0.025, 0.975], 4, 397), and (1, 99).
  expect(thresholdOf(upTo(400).reverse(), 0.01)).toEqual({
    ...{ score: 397, falseAlarms: 0.01, samples: 400 },
    interval: [expect.closeTo(0.002731195971719614, 9), expect.closeTo(0.02176066851441854, 9)],
  });
  const { score, interval } = thresholdOf(upTo(99), 0.01);
  expect(score).toBe(99);
  expect(interval[0]).toBeCloseTo(0.000255702, 8);
});

test("of new scores of the same distribution at most the share is above it, on average over thresholds", () => {
  const random = createRandom(1, "scores");
  const drawn = (count: number): Float64Array =>
    Float64Array.from({ length: count }, () => random.normal() ** 4);
  const shares = Array.from({ length: 400 }, () => {
    const { score } = thresholdOf(drawn(120), 0.05);
    const fresh = drawn(500);
    return fresh.filter((one) => one > score).length / fresh.length;
  });
  const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
  // (n + 1 - k) / (n + 1) = 6 / 121.
  expect(mean).toBeCloseTo(6 / 121, 2);
});

test("too few scores are refused, with how many it takes", () => {
  expect(() => thresholdOf(upTo(98), 0.01)).toThrow(
    "1 % needs at least 99 held-out normal samples, found 98",
  );
  expect(() => thresholdOf(upTo(500), 0.001)).toThrow(
    "0.1 % needs at least 999 held-out normal samples, found 500",
  );
  expect(shareWords(0.0025)).toBe("0.25 %");
});

test("the chance of as many alarms or more is binomial", () => {
  // By scipy.stats.binom.sf(4, 100, 0.01) and sf(0, 10, 0.05).
  expect(chanceOfAlarms(5, 100, 0.01)).toBeCloseTo(0.003432, 6);
  expect(chanceOfAlarms(1, 10, 0.05)).toBeCloseTo(0.401263, 6);
  expect(chanceOfAlarms(0, 10, 0.05)).toBe(1);
});

test("a percentile counts the scores below, and those that are equal half", () => {
  const normal = Float64Array.of(1, 2, 2, 3);
  expect([0, 1, 2, 2.5, 3, 9].map((score) => percentileAmong(normal, score))).toEqual([
    0, 12.5, 50, 75, 87.5, 100,
  ]);
});
