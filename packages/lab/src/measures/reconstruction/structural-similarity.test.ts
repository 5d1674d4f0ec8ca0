import type { ImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import { expect, test } from "vitest";
import { measuresGolden } from "../../../../../test/support/measures-golden.ts";
import { createSimilarity } from "./structural-similarity.ts";

test("structural similarity is that of scikit-image, gray and in colour", async () => {
  const { cases } = await measuresGolden<{
    cases: readonly {
      shape: ImageShape;
      images: readonly number[];
      reconstructions: readonly number[];
      ssim: number;
    }[];
  }>("quality");
  expect(cases.map(({ shape }) => shape.channels)).toEqual([1, 3, 1]);
  for (const { shape, images, reconstructions, ssim } of cases) {
    const similarity = createSimilarity(shape);
    const original = toPixels(Uint8Array.from(images));
    const other = Float32Array.from(reconstructions);
    expect(similarity(original, other)).toBeCloseTo(ssim, 6);
    expect(similarity(other, original)).toBeCloseTo(ssim, 6);
    expect(similarity(other, other)).toBeCloseTo(1, 12);
  }
});

test("an image smaller than the window has a window of its own", () => {
  const shape = { height: 1, width: 4, channels: 1 };
  const a = Float32Array.of(0, 1, 0, 1);
  // Windows of one pixel: no variance, brightness alone.
  const expected = (2 + 2 * (0.0001 / 1.0001)) / 4;
  expect(createSimilarity(shape)(a, Float32Array.of(0, 1, 1, 0))).toBeCloseTo(expected, 12);
});
