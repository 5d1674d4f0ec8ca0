import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import { describe, expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../../test/support/linear-autoencoder.ts";
import { measuresGolden, toMatrix, type WrittenMatrix } from "../../../../../test/support/measures-golden.ts";
import { representationOf } from "../../../../../test/support/representation.ts";
import { type NeighbourhoodQuality, neighbourhood, neighbourhoodQuality } from "./neighbourhood.ts";

describe("trustworthiness and continuity", () => {
  test("are those of scikit-learn", async () => {
    const golden = await measuresGolden<{
      originals: WrittenMatrix;
      codes: WrittenMatrix;
      cases: readonly (NeighbourhoodQuality & { k: number })[];
    }>("neighbourhood");
    for (const { k, trustworthiness, continuity } of golden.cases) {
      const found = await neighbourhoodQuality(toMatrix(golden.originals), toMatrix(golden.codes), k);
      expect(found.trustworthiness).toBeCloseTo(trustworthiness, 12);
      expect(found.continuity).toBeCloseTo(continuity, 12);
    }
    expect(golden.cases).toHaveLength(3);
  });

  test("are 1 where the order of distances is kept, with ties", async () => {
    const data = Float32Array.from({ length: 20 }, (_, index) => Math.floor(index / 2));
    const x = { rows: 20, columns: 1, data };
    const found = await neighbourhoodQuality(x, { ...x, data: data.map((value) => 3 * value) }, 5);
    expect(found).toEqual({ trustworthiness: 1, continuity: 1 });
  });

  test("need more than 2 k images", async () => {
    const x = { rows: 10, columns: 1, data: new Float32Array(10) };
    await expect(neighbourhoodQuality(x, x, 5)).rejects.toThrow(
      "it needs more than 10 test images for 5 neighbours each, found 10",
    );
  });
});

test("the measure compares pixels and codes of the first test images, and tells its progress", async () => {
  const test = randomImages({ count: 40, height: 3, width: 4, classes: 0 });
  const representation = await representationOf(
    createLinearAutoencoder({ imageSize: 12, imageShape: test, latentSize: 3 }),
    {
      train: test,
      validation: test,
      test,
    },
  );
  const fractions: number[] = [];
  const { figures } = await neighbourhood.measure(representation, {
    onProgress: (fraction) => fractions.push(fraction),
  });
  const pixels = { rows: 40, columns: 12, data: toPixels(test.images) };
  expect(figures).toEqual(await neighbourhoodQuality(pixels, await representation.codes("test"), 5));
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
});
