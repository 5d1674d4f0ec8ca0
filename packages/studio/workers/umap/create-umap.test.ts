import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { createUmap } from "./create-umap.ts";

/** Two heaps of codes, far apart in their third value. */
function twoHeaps(count: number): Float32Array {
  const random = createRandom(4, "heaps");
  return Float32Array.from(
    { length: 3 * count },
    (_, at) => random.normal() + (at % 3 === 2 ? 20 * (Math.floor(at / 3) % 2) : 0),
  );
}

test("codes that lie together are laid out together, alike every time, and it is told how far that is", async () => {
  const told: number[] = [];
  const codes = twoHeaps(60);
  const points = await createUmap().layOut(codes, 3, (share) => told.push(share));
  expect(points).toHaveLength(120);
  const distance = (a: number, b: number): number =>
    Math.hypot(points[2 * a]! - points[2 * b]!, points[2 * a + 1]! - points[2 * b + 1]!);
  const own = Math.max(...Array.from({ length: 29 }, (_, at) => distance(0, 2 * at + 2)));
  const other = Math.min(...Array.from({ length: 30 }, (_, at) => distance(0, 2 * at + 1)));
  expect(other).toBeGreaterThan(own);
  expect(told.length).toBeGreaterThan(3);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(await createUmap().layOut(codes, 3, () => undefined)).toEqual(points);
});

test("too few codes are refused in words", async () => {
  await expect(createUmap().layOut(twoHeaps(10), 3, () => undefined)).rejects.toThrow(
    "expected more test samples than that, found 10",
  );
});
