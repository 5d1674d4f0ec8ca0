import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import type { Matrix } from "../measures/matrix.ts";
import { nearestDistance } from "./nearest-distance.ts";

function randomRows(rows: number, columns: number, stream: string): Matrix {
  const random = createRandom(1, stream);
  return { rows, columns, data: Float32Array.from({ length: rows * columns }, () => random.normal()) };
}

test.each([1, 3, 40])("is the k-th of all distances in order: k = %d", (k) => {
  const references = randomRows(40, 5, "references");
  const queries = randomRows(7, 5, "queries");
  const distances = nearestDistance(references, queries, k);
  for (let query = 0; query < 7; query++) {
    const all = Array.from({ length: 40 }, (_, row) =>
      Math.hypot(
        ...[0, 1, 2, 3, 4].map((at) => queries.data[query * 5 + at]! - references.data[row * 5 + at]!),
      ),
    );
    expect(distances[query]).toBeCloseTo(all.toSorted((a, b) => a - b)[k - 1]!, 10);
  }
});

test("equal rows are as many neighbours", () => {
  const references = { rows: 3, columns: 1, data: Float32Array.of(2, 2, 5) };
  const queries = { rows: 1, columns: 1, data: Float32Array.of(2) };
  expect([1, 2, 3].map((k) => nearestDistance(references, queries, k)[0])).toEqual([0, 0, 3]);
  expect(() => nearestDistance(references, queries, 4)).toThrow("the 4-th nearest of 3 rows");
});
