import { expect, test } from "vitest";
import { randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { createProgress } from "./progress.ts";

const set = randomImages({ count: 4_500, height: 1, width: 2 });

test("hands out every image once, in order, 2,000 at a time", async () => {
  const sizes: number[] = [];
  const bytes: number[] = [];
  for await (const { count, images } of createProgress(4_500, {}).batches(set)) {
    sizes.push(count);
    bytes.push(...images);
  }
  expect(sizes).toEqual([2_000, 2_000, 500]);
  expect(Uint8Array.from(bytes)).toEqual(set.images);
});

test("counts passes and other work alike, and ends at 1", async () => {
  const fractions: number[] = [];
  const progress = createProgress(9_000, { onProgress: (fraction) => fractions.push(fraction) });
  for await (const _ of progress.batches(set)) {
    // Only the count matters.
  }
  const part = progress.part(4_500);
  for (const fraction of [0.2, 0.6, 1]) part(fraction);
  const expected = [2_000, 4_000, 4_500, 5_400, 7_200, 9_000].map((images) => images / 9_000);
  expect(fractions).toHaveLength(expected.length);
  expected.forEach((fraction, index) => {
    expect(fractions[index]).toBeCloseTo(fraction, 12);
  });
});

test("stops with the signal's reason, before a batch and within a part", async () => {
  const controller = new AbortController();
  const progress = createProgress(9_000, { signal: controller.signal });
  const part = progress.part(1);
  controller.abort(new Error("enough"));
  expect(() => part(0.5)).toThrow("enough");
  await expect(progress.batches(set).next()).rejects.toThrow("enough");
});

test.each([
  [784, [2_000, 2_000, 500]],
  [3_072, [2_000, 2_000, 500]],
  [12_288, Array(9).fill(500)],
  [65_536, [...Array(36).fill(122), 108]],
])("batches of images of %i values hold few enough for the memory", async (size, expected) => {
  const images = new Uint8Array(4_500 * size);
  const counts: number[] = [];
  const set = { count: 4_500, height: 1, width: size, channels: 1, images };
  for await (const { count } of createProgress(1, {}).batches(set)) counts.push(count);
  expect(counts).toEqual(expected);
});
