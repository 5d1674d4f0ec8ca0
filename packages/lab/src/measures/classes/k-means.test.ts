import { createRandom } from "hourglass-core/internal/random/random.ts";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { measuresGolden, toMatrix, type WrittenMatrix } from "../../../../../test/support/measures-golden.ts";
import type { Matrix } from "../matrix.ts";
import { kMeans, lloyd, nearestCentres, spreadCentres } from "./k-means.ts";

const golden = await measuresGolden<{
  points: WrittenMatrix;
  initial: WrittenMatrix;
  centres: readonly number[];
  clusters: readonly number[];
  inertia: number;
}>("k-means");
const points = toMatrix(golden.points);

/** Points on a line. */
const line = (...data: readonly number[]): Matrix => ({
  rows: data.length,
  columns: 1,
  data: Float32Array.from(data),
});

describe("Lloyd's iterations", () => {
  test("come to the clusters of scikit-learn", () => {
    const { centres, clusters, inertia } = lloyd(points, toMatrix(golden.initial));
    expect(Array.from(clusters)).toEqual(golden.clusters);
    expectClose(centres.data, golden.centres, 1e-6);
    expect(inertia / golden.inertia).toBeCloseTo(1, 7);
  });

  test("leave a cluster without points where it is", () => {
    const { centres, clusters } = lloyd(line(0, 1, 10, 11), line(0, 10, 100));
    expect(Array.from(centres.data)).toEqual([0.5, 10.5, 100]);
    expect(Array.from(clusters)).toEqual([0, 0, 1, 1]);
  });

  test("do not touch the centres that they start from", () => {
    const initial = line(0, 10);
    lloyd(line(1, 2, 9, 12), initial);
    expect(Array.from(initial.data)).toEqual([0, 10]);
  });
});

test("of equally near centres the first is taken", () => {
  expect(Array.from(nearestCentres(line(5), line(0, 10)).clusters)).toEqual([0]);
});

describe("k-means++", () => {
  test("starts from points, never twice from one while others are left", () => {
    for (let seed = 0; seed < 20; seed++) {
      const { data } = spreadCentres(line(0, 0, 0, 0, 3, 3, 7), 3, createRandom(seed, "test"));
      expect(data.toSorted()).toEqual(Float32Array.of(0, 3, 7));
    }
  });

  test("draws far points more often, by the square of their distance", () => {
    const draws = Array.from({ length: 2_000 }, (_, seed) =>
      Array.from(spreadCentres(line(0, 1, 3), 2, createRandom(seed, "test")).data),
    ).filter(([first]) => first === 0);
    // 9 : 1, with a standard deviation of 0.012 for 670 draws.
    expect(draws.filter(([, second]) => second === 3).length / draws.length).toBeCloseTo(0.9, 1);
  });

  test("takes any where all points are the same", () => {
    expect(spreadCentres(line(2, 2), 2, createRandom(1, "test")).data).toEqual(Float32Array.of(2, 2));
  });
});

describe("k-means", () => {
  test("keeps the best of its starts, the same every time", async () => {
    const found = await kMeans(points, 5);
    const single = lloyd(points, spreadCentres(points, 5, createRandom(1, "k-means start 0")));
    expect(found.inertia).toBeLessThan(single.inertia);
    expect(found.inertia).toBeLessThanOrEqual(golden.inertia);
    expect(await kMeans(points, 5)).toEqual(found);
  });

  test("says when there are too few points", async () => {
    await expect(kMeans(line(1, 2), 3)).rejects.toThrow(
      "it needs at least one image for each of 3 clusters, found 2",
    );
  });
});
