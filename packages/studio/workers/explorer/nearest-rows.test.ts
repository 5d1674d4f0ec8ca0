import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { nearestRows } from "./nearest-rows.ts";

test("the nearest rows are those of which no other lies nearer, without the row itself", () => {
  const random = createRandom(1, "rows");
  const [count, size] = [50, 7];
  const rows = Float32Array.from({ length: count * size }, () => random.normal());
  const own = rows.slice(9 * size, 10 * size);
  const found = nearestRows(own, rows, 8, 9);
  const distance = (index: number): number =>
    Math.hypot(...own.map((value, at) => value - rows[index * size + at]!));
  const others = Array.from({ length: count }, (_, index) => index).filter((index) => index !== 9);
  const nearest = others.toSorted((a, b) => distance(a) - distance(b)).slice(0, 8);
  expect(found.map(({ index }) => index)).toEqual(nearest);
  expect(found[3]!.distance).toBeCloseTo(distance(nearest[3]!), 5);
});

test("of equal rows the first comes first", () => {
  const rows = Float32Array.of(1, 1, 5, 5, 1, 1);
  expect(nearestRows(Float32Array.of(1, 1), rows, 2)).toEqual([
    { index: 0, distance: 0 },
    { index: 2, distance: 0 },
  ]);
});
