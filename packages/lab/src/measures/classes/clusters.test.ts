import { sliceImages } from "hourglass-core/internal/data/image-set.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../../test/support/linear-autoencoder.ts";
import { representationOf } from "../../../../../test/support/representation.ts";
import type { Matrix } from "../matrix.ts";
import { clusters, judgeClusters } from "./clusters.ts";

/** Three far groups on a line, each of three codes. */
const groups: Matrix = {
  rows: 9,
  columns: 1,
  data: Float32Array.of(0, 1, 2, 50, 51, 52, 100, 101, 102),
};

test("groups are found without labels and judged by them", async () => {
  const judged = { codes: { ...groups, data: groups.data.map((value) => value + 1) } };
  const found = await judgeClusters(
    groups,
    { ...judged, labels: Uint8Array.of(2, 2, 2, 0, 0, 0, 1, 1, 1) },
    3,
  );
  // Centres at 1, 51 and 101; squares of 0, 1 and 2.
  expect(found).toEqual({
    accuracy: 1,
    nmi: expect.closeTo(1, 12),
    ari: 1,
    inertia: expect.closeTo(5 / 3, 6),
  });
  const one = await judgeClusters(groups, { ...judged, labels: Uint8Array.of(2, 2, 0, 0, 0, 0, 1, 1, 1) }, 3);
  expect(one.accuracy).toBeCloseTo(8 / 9, 12);
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
  expect(figures).toEqual(await judgeClusters(await representation.codes("train"), judged, 3));
  expect(Object.keys(figures)).toEqual(Object.keys(clusters.figures));
});
