import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { goldenRepresentation } from "../../../../../test/support/golden-digits.ts";
import { umapPoints } from "../code/umap.ts";
import type { Matrix } from "../matrix.ts";
import { fitMixtureFrom } from "../mixture/fit-mixture.ts";
import { likeliestComponents } from "../mixture/gaussian-mixture.ts";
import { kMeans } from "./k-means.ts";
import { clusterManifold } from "./manifold-clusters.ts";
import { n2d } from "./n2d.ts";
import { agreementOf } from "./partition-agreement.ts";

/** Three far groups of points in five dimensions. */
function groups(count: number): { readonly points: Matrix; readonly labels: Uint8Array } {
  const random = createRandom(4, "groups");
  const labels = Uint8Array.from({ length: count }, (_, row) => row % 3);
  const data = Float32Array.from({ length: 5 * count }, (_, at) => {
    return random.normal() + (at % 5 === labels[Math.floor(at / 5)] ? 30 : 0);
  });
  return { points: { rows: count, columns: 5, data }, labels };
}

test("groups are found, and labels that are not theirs are not", async () => {
  const { points, labels } = groups(120);
  expect(await clusterManifold(points, labels, 3)).toEqual({
    accuracy: 1,
    nmi: expect.closeTo(1, 12),
    ari: 1,
  });
  const others = Uint8Array.from({ length: 120 }, (_, row) => Math.floor(row / 3) % 3);
  expect((await clusterManifold(points, others, 3)).ari).toBeLessThan(0.05);
});

test("the mixture begins with the best of 20 starts of k-means, which one start of it is not", async () => {
  const random = createRandom(4, "no groups");
  const labels = Uint8Array.from({ length: 100 }, (_, row) => row % 10);
  const rows = { rows: 100, columns: 3, data: Float32Array.from({ length: 300 }, () => random.normal()) };
  const points = await umapPoints(rows, { neighbours: 20, minimumDistance: 0, dimensions: 10 }, {});
  const from = async (starts: number) => {
    const { clusters } = await kMeans(points, 10, { starts });
    const { mixture } = await fitMixtureFrom(points, clusters, 10, "full");
    return agreementOf(likeliestComponents(mixture, points), labels);
  };
  const best = await from(20);
  expect(await clusterManifold(rows, labels, 10)).toEqual(best);
  expect(await from(1)).not.toEqual(best);
});

test("the figures are those that are listed, the pixels' of the baseline, and the same each time", async () => {
  const shares: number[] = [];
  const representation = await goldenRepresentation();
  const { figures } = await n2d.measure(representation, { onProgress: (share) => shares.push(share) });
  expect(Object.keys(figures)).toEqual(Object.keys(n2d.figures));
  const { accuracy, nmi, ari } = await representation.baseline.manifold();
  expect(figures).toMatchObject({ pixelAccuracy: accuracy, pixelNmi: nmi, pixelAri: ari });
  expect(figures["accuracy"]).toBeGreaterThan(0.2);
  expect((await n2d.measure(await goldenRepresentation(), {})).figures).toEqual(figures);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test("too few images, and codes that are all one point, have no manifold", async () => {
  const { points, labels } = groups(20);
  await expect(clusterManifold(points, labels, 3)).rejects.toThrow(
    "it needs more than 20 test images for UMAP, found 20",
  );
  const same = { rows: 30, columns: 2, data: new Float32Array(60).fill(3) };
  await expect(clusterManifold(same, new Uint8Array(30), 2)).rejects.toThrow(
    "the codes of the test images do not vary: all are one point",
  );
});

test("a stop ends it", async () => {
  const { points, labels } = groups(60);
  const stop = new AbortController();
  const clustering = clusterManifold(points, labels, 3, {
    signal: stop.signal,
    onProgress: (fraction) => {
      if (fraction > 0.1) stop.abort(new Error("enough"));
    },
  });
  await expect(clustering).rejects.toThrow("enough");
});
