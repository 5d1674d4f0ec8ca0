import { expect, test } from "vitest";
import { describeScores } from "./describe-scores.ts";

const sources = [
  { name: "first", count: 3 },
  { name: "second", count: 3 },
];
const task = { isAnomalous: [false, false, false, true, true, true], sources };

test("the extremes are by rank, the earlier image first at equal scores, each with its place", () => {
  const { extremes } = describeScores(task, Float64Array.of(1, 5, 2, 5, 3, 4));
  const places = (images: typeof extremes.strangest): readonly string[] =>
    images.map(({ dataset, index, score }) => `${dataset} ${index}: ${score}`);
  expect(places(extremes.strangest)).toEqual([
    "first 1: 5",
    "second 0: 5",
    "second 2: 4",
    "second 1: 3",
    "first 2: 2",
    "first 0: 1",
  ]);
  expect(places(extremes.leastStrange).slice(0, 2)).toEqual(["first 0: 1", "first 2: 2"]);
  expect(places(extremes.strangestNormal)).toEqual(["first 1: 5", "first 2: 2", "first 0: 1"]);
  expect(places(extremes.leastStrangeAnomalous)).toEqual(["second 1: 3", "second 2: 4", "second 0: 5"]);
  expect(extremes.strangest.map(({ isAnomalous }) => isAnomalous).slice(0, 2)).toEqual([false, true]);
});

test("the histogram counts every image once; a few far ones do not widen it", () => {
  const scores = Float64Array.from({ length: 1000 }, (_, index) => (index === 999 ? 1e9 : index));
  const isAnomalous = Array.from(scores, (_, index) => index >= 600);
  const { histogram } = describeScores({ isAnomalous, sources: [{ name: "one", count: 1000 }] }, scores);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  expect([sum(histogram.normal), sum(histogram.anomalous)]).toEqual([600, 400]);
  expect([histogram.minimum, histogram.maximum]).toEqual([0, 989]);
});

test("a long curve is thinned out and keeps its ends", () => {
  const scores = Float64Array.from({ length: 1000 }, (_, index) => Math.sin(index));
  const isAnomalous = Array.from(scores, (_, index) => index % 2 === 0);
  const { curve } = describeScores({ isAnomalous, sources: [{ name: "one", count: 1000 }] }, scores);
  expect(curve.length).toBe(200);
  expect(curve[0]).toEqual({ falsePositiveRate: 0, truePositiveRate: 0 });
  expect(curve.at(-1)).toEqual({ falsePositiveRate: 1, truePositiveRate: 1 });
  for (const [index, { truePositiveRate }] of curve.slice(1).entries()) {
    expect(truePositiveRate).toBeGreaterThanOrEqual(curve[index]!.truePositiveRate);
  }
});
