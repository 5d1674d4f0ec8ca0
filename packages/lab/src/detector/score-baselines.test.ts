import { readFile } from "node:fs/promises";
import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { type AnomalyBaselineName, anomalyBaselineNames, anomalyBaselines } from "../anomaly/baselines.ts";
import { baselineScores } from "./baseline-scores.ts";
import { scoreByBaselines } from "./score-baselines.ts";

// Against scikit-learn: test/golden/make_measures_golden_baselines.py.

interface Golden {
  readonly height: number;
  readonly width: number;
  readonly normal: readonly number[];
  readonly others: readonly number[];
  readonly components: number;
  readonly scores: Readonly<Record<AnomalyBaselineName, readonly number[]>>;
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

async function scoresOf(
  samples: ImageSet,
  seen: ImageSet = normal,
  latentSize = golden.components,
): Promise<ReadonlyMap<string, Float32Array>> {
  return scoreByBaselines({ runtime: await nativeRuntime(), seen, latentSize, hooks: {} }, samples);
}

describe("as scikit-learn has it:", async () => {
  const scores = await scoresOf(others);

  test("every baseline", () => {
    expect([...scores.keys()]).toEqual(baselineScores.kinds.map(({ name }) => name));
    expect(anomalyBaselineNames).toEqual(Object.keys(golden.scores));
  });

  test.each(anomalyBaselineNames)("%s", (name) => {
    expectClose(scores.get(anomalyBaselines[name].name), golden.scores[name], 1e-6);
  });
});

test("a black image is far from all others by the cosine, unless there are as many black ones", async () => {
  const black = { ...others, count: 1, images: new Uint8Array(30) };
  const blacks = { ...normal, images: new Uint8Array(normal.images.length) };
  const [amongOthers, amongBlacks] = [await scoresOf(black), await scoresOf(black, blacks)];
  for (const name of ["cosine", "smooth-cosine"]) {
    expectClose(amongOthers.get(name), [1], 1e-6);
    expect([...amongBlacks.get(name)!]).toEqual([0]);
  }
});

test("a normal image is at no distance from itself", async () => {
  const scores = await scoresOf(normal);
  for (const name of ["edges-cosine", "edges-euclid"])
    expect(new Set(scores.get(name))).toEqual(new Set([0]));
});

test("components along which nothing varies count for nothing", async () => {
  const flat = { ...normal, images: normal.images.map((byte, at) => (at % 30 < 2 ? byte : 7)) };
  const distances = (await scoresOf(flat, flat, 10)).get("pca-mahalanobis")!;
  // Of whitened coordinates the squares add up to as many as there are directions, on average.
  const squares = distances.reduce((sum, distance) => sum + distance ** 2, 0);
  expect(squares / flat.count).toBeCloseTo(2, 3);
});
