import { readFile } from "node:fs/promises";
import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { meanInterval } from "../evaluation/mean-interval.ts";
import { type AnomalyBaselineName, pixelDistances } from "./baselines.ts";
import { componentScores } from "./component-scores.ts";
import { pixelNeighbourScores } from "./pixel-neighbours.ts";

// Against scikit-learn and SciPy: test/golden/make_measures_golden_baselines.py.

interface Golden {
  readonly height: number;
  readonly width: number;
  readonly normal: readonly number[];
  readonly others: readonly number[];
  readonly components: number;
  readonly scores: Readonly<Record<AnomalyBaselineName, readonly number[]>>;
  readonly intervals: readonly {
    readonly values: readonly number[];
    readonly mean: number;
    readonly interval: readonly [number, number];
  }[];
}

const golden = JSON.parse(
  await readFile(new URL("../../../../test/golden/measures/anomaly-baselines.json", import.meta.url), "utf8"),
) as Golden;

function setOf(bytes: readonly number[]): ImageSet {
  const { height, width } = golden;
  const images = Uint8Array.from(bytes);
  return { count: images.length / (height * width), height, width, channels: 1, images };
}

const [normal, others] = [setOf(golden.normal), setOf(golden.others)];

describe("as scikit-learn has it:", () => {
  test.each(Object.entries(pixelDistances))("the neighbour by %s", async (name, distance) => {
    const scores = await pixelNeighbourScores(await nativeRuntime(), normal, others, distance);
    expectClose(scores, golden.scores[name as AnomalyBaselineName], 1e-6);
  });

  test("the error of principal components, and the Mahalanobis distance along them", async () => {
    const runtime = await nativeRuntime();
    const { pcaError, pcaMahalanobis } = await componentScores(runtime, normal, others, golden.components);
    expectClose(pcaError, golden.scores.pcaError, 1e-5);
    expectClose(pcaMahalanobis, golden.scores.pcaMahalanobis, 1e-5);
  });
});

test("a black image is far from all others by the cosine, unless there are as many black ones", async () => {
  const runtime = await nativeRuntime();
  const black = { ...others, count: 1, images: new Uint8Array(30) };
  const cosine = pixelDistances.smoothCosine;
  expectClose(await pixelNeighbourScores(runtime, normal, black, cosine), [1], 1e-6);
  const blacks = { ...normal, images: new Uint8Array(normal.images.length) };
  expect([...(await pixelNeighbourScores(runtime, blacks, black, cosine))]).toEqual([0]);
});

test("components along which nothing varies count for nothing", async () => {
  const flat = { ...normal, images: normal.images.map((byte, at) => (at % 30 < 2 ? byte : 7)) };
  const { pcaMahalanobis } = await componentScores(await nativeRuntime(), flat, flat, 10);
  // Of whitened coordinates the squares add up to as many as there are directions, on average.
  const squares = pcaMahalanobis.reduce((sum, distance) => sum + distance ** 2, 0);
  expect(squares / flat.count).toBeCloseTo(2, 3);
});

test.each(golden.intervals)("the interval of $values is SciPy's", ({ values, mean, interval }) => {
  const found = meanInterval(values);
  expect(found.mean).toBeCloseTo(mean, 12);
  expectClose(found.interval, interval, 1e-8);
});

test("of one value there is no interval, of equal ones it is a point", () => {
  expect(meanInterval([0.3])).toEqual({ mean: 0.3 });
  expect(meanInterval([2, 2, 2])).toEqual({ mean: 2, interval: [2, 2] });
  expect(() => meanInterval([])).toThrow(RangeError);
});
