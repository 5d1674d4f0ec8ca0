import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { createLinearAutoencoder, randomImages } from "../../../../../test/support/linear-autoencoder.ts";
import type { Matrix } from "../matrix.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { createPixelBaseline } from "../pixel-baseline.ts";
import { createRepresentation, type Representation } from "../representation.ts";
import { map } from "./plane-maps.ts";
import { principalPlane } from "./principal-plane.ts";
import { umapPlane } from "./umap-plane.ts";

const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  rows: rows.length,
  columns: rows[0]!.length,
  data: Float32Array.from(rows.flat()),
});

/** Three far groups of 20 rows with 5 columns. */
function threeGroups(): Matrix {
  const random = createRandom(5, "groups");
  return matrix(
    Array.from({ length: 60 }, (_, row) =>
      Array.from({ length: 5 }, (_, column) => random.normal() + (column === row % 3 ? 30 : 0)),
    ),
  );
}

/** A representation of so many test images of noise; only its test codes are asked for. */
async function representationOf(
  count: number,
  latentSize = 4,
  dead: readonly number[] = [],
): Promise<Representation> {
  const test = randomImages({ count, height: 4, width: 4 });
  const splits = { train: test, validation: test, test };
  const runtime = await nativeRuntime();
  const autoencoder = createLinearAutoencoder({ imageSize: 16, imageShape: test, latentSize, dead });
  return createRepresentation({
    runtime,
    autoencoder,
    splits,
    baseline: createPixelBaseline(runtime, splits),
  });
}

test("the principal plane of known points: (2, 1) / sqrt 5 is the long axis, with its greatest entry positive", () => {
  const long = [-3, -1, 1, 3].map((step) => [10 + 2 * step, step]);
  const short = [-1, 1].map((step) => [10 - 0.1 * step, 0.2 * step]);
  const { points, explained } = principalPlane(matrix([...long, ...short]));
  const root = Math.sqrt(5);
  [-3, -1, 1, 3].forEach((step, row) => {
    expect(points[row]!.x).toBeCloseTo(step * root, 5);
    expect(points[row]!.y).toBeCloseTo(0, 5);
  });
  // The greatest entry of the short axis, (-1, 2) / sqrt 5, is its second.
  expect(points[5]!.y).toBeCloseTo(0.1 * root, 5);
  expect(explained).toBe(1);
});

test("says how much of the variance the plane holds", () => {
  const corners = [0, 1, 2].flatMap((axis) =>
    [-1, 1].map((sign) => [0, 1, 2].map((column) => (column === axis ? sign : 0))),
  );
  expect(principalPlane(matrix(corners)).explained).toBeCloseTo(2 / 3, 10);
  expect(principalPlane(matrix([[1], [2]])).points.map(({ y }) => y)).toEqual([0, 0]);
  expect(principalPlane(matrix([[1], [1]]))).toEqual({
    points: [
      { x: 0, y: 0 },
      { x: 0, y: 0 },
    ],
  });
});

test("UMAP keeps groups together and apart from each other", async () => {
  const points = await umapPlane(threeGroups(), {});
  const distance = (a: number, b: number): number =>
    Math.hypot(points[a]!.x - points[b]!.x, points[a]!.y - points[b]!.y);
  for (let row = 0; row < 60; row++) {
    const nearest = [...points.keys()].filter((other) => other !== row);
    nearest.sort((a, b) => distance(row, a) - distance(row, b));
    expect(nearest.slice(0, 5).map((other) => other % 3)).toEqual(Array(5).fill(row % 3));
  }
});

test("both maps are the same to the bit each time, a point an image", async () => {
  const [first, second] = [
    await map.measure(await representationOf(40), {}),
    await map.measure(await representationOf(40), {}),
  ];
  expect(second).toEqual(first);
  expect(first.maps!.map(({ name, images, points }) => [name, images.length, points.length])).toEqual([
    ["pca", 40, 40],
    ["umap", 40, 40],
  ]);
  expect(Object.keys(first.figures)).toEqual(Object.keys(map.figures));
});

test("too few images for a neighbourhood have a flat view only, and a silent code has no variance", async () => {
  const few = await map.measure(await representationOf(15), {});
  expect(few.maps!.map(({ name }) => name)).toEqual(["pca"]);
  expect(few.notMeasured).toBe("UMAP: it needs more than 15 test images, found 15");
  await expect(map.measure(await representationOf(20, 2, [0, 1]), {})).rejects.toThrow(
    new NotMeasurableError("the codes of the test images do not vary: all are one point"),
  );
});

test("tells of its progress and stops when asked", async () => {
  const fractions: number[] = [];
  const stop = new AbortController();
  const measuring = map.measure(await representationOf(40), {
    signal: stop.signal,
    onProgress: (fraction) => {
      fractions.push(fraction);
      if (fractions.length === 3) stop.abort(new Error("enough"));
    },
  });
  await expect(measuring).rejects.toThrow("enough");
  expect(fractions).toEqual([0, 0.02, 0.04]);
});
