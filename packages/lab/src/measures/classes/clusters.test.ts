import { sliceImages } from "hourglass-core/internal/data/image-set.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../../test/support/linear-autoencoder.ts";
import { representationOf } from "../../../../../test/support/representation.ts";
import type { Matrix } from "../matrix.ts";
import { clusters, judgeCentres, judgeMixture } from "./clusters.ts";
import { kMeans } from "./k-means.ts";

/** Three far groups on a line, each of three codes. */
const groups: Matrix = {
  rows: 9,
  columns: 1,
  data: Float32Array.of(0, 1, 2, 50, 51, 52, 100, 101, 102),
};

test("groups are found without labels and judged by them", async () => {
  const judged = { codes: { ...groups, data: groups.data.map((value) => value + 1) } };
  const { centres } = await kMeans(groups, 3);
  const right = { ...judged, labels: Uint8Array.of(2, 2, 2, 0, 0, 0, 1, 1, 1) };
  const found = await judgeCentres(centres, right);
  // Centres at 1, 51 and 101; squares of 0, 1 and 2.
  expect(found).toEqual({
    accuracy: 1,
    nmi: expect.closeTo(1, 12),
    ari: 1,
    inertia: expect.closeTo(5 / 3, 6),
  });
  expect(await judgeMixture(groups, centres, right)).toEqual({
    accuracy: 1,
    nmi: expect.closeTo(1, 12),
    ari: 1,
  });
  const one = { ...judged, labels: Uint8Array.of(2, 2, 0, 0, 0, 0, 1, 1, 1) };
  expect((await judgeCentres(centres, one)).accuracy).toBeCloseTo(8 / 9, 12);
  expect((await judgeMixture(groups, centres, one)).accuracy).toBeCloseTo(8 / 9, 12);
});

test("the measure fits training codes and reports test images", async () => {
  const images = randomImages({ count: 120, height: 3, width: 4 });
  const splits: Splits = {
    train: sliceImages(images, 0, 80),
    validation: sliceImages(images, 80, 80),
    test: sliceImages(images, 80, 120),
  };
  const representation = await representationOf(
    createLinearAutoencoder({ imageSize: 12, imageShape: images, latentSize: 3 }),
    splits,
  );
  const { figures } = await clusters.measure(representation, {});
  const judged = { codes: await representation.codes("test"), labels: representation.labels("test") };
  const train = await representation.codes("train");
  const { centres } = await kMeans(train, 3);
  const mixture = await judgeMixture(train, centres, judged);
  expect(figures).toEqual({
    ...(await judgeCentres(centres, judged)),
    mixtureAccuracy: mixture.accuracy,
    mixtureNmi: mixture.nmi,
    mixtureAri: mixture.ari,
  });
  expect(Object.keys(figures)).toEqual(Object.keys(clusters.figures));
});

test("a mixture tells a long cluster from a round one beside it, which k-means cuts in two", async () => {
  const random = createRandom(5, "shapes");
  const rows = 400;
  const labels = Uint8Array.from({ length: rows }, (_, row) => row % 2);
  const data = Float32Array.from({ length: 2 * rows }, (_, at) => {
    const isLong = labels[Math.floor(at / 2)] === 0;
    return at % 2 === 0 ? random.normal() * (isLong ? 8 : 0.3) : random.normal() * 0.3 + (isLong ? 0 : 3);
  });
  const codes = { rows, columns: 2, data };
  const { centres } = await kMeans(codes, 2);
  expect((await judgeCentres(centres, { codes, labels })).accuracy).toBeLessThan(0.9);
  expect((await judgeMixture(codes, centres, { codes, labels })).accuracy).toBeGreaterThan(0.99);
});
