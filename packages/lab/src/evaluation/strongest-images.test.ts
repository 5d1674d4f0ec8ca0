import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { createStrongestImages } from "./strongest-images.ts";

test("keeps the greatest values of each unit over batches, the earlier image first at ties", () => {
  const strongest = createStrongestImages(2, 3);
  strongest.add(Float32Array.of(1, -1, 5, -2, 3, -3));
  strongest.add(Float32Array.of(5, 0, 2, -1));
  expect(strongest.of(0)).toEqual([
    { index: 1, value: 5 },
    { index: 3, value: 5 },
    { index: 2, value: 3 },
  ]);
  expect(strongest.of(1).map(({ index }) => index)).toEqual([3, 0, 4]);
});

test("agrees with sorting all", () => {
  const random = createRandom(1, "codes");
  const codes = Float32Array.from({ length: 300 }, () => random.below(20));
  const strongest = createStrongestImages(3, 8);
  strongest.add(codes.subarray(0, 150));
  strongest.add(codes.subarray(150));
  for (let unit = 0; unit < 3; unit++) {
    const ranked = Array.from({ length: 100 }, (_, index) => ({ index, value: codes[index * 3 + unit]! }))
      .sort((a, b) => b.value - a.value || a.index - b.index)
      .slice(0, 8);
    expect(strongest.of(unit)).toEqual(ranked);
  }
});

test("takes what there is", () => {
  const strongest = createStrongestImages(1, 8);
  strongest.add(Float32Array.of(1, 2));
  expect(strongest.of(0).map(({ index }) => index)).toEqual([1, 0]);
});
