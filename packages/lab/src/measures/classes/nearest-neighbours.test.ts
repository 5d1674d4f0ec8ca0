import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { supervisedGolden } from "../../../../../test/support/golden-digits.ts";
import type { Matrix } from "../matrix.ts";
import { nearestNeighbours } from "./nearest-neighbours.ts";

function squaredDistance(a: Matrix, row: number, b: Matrix, other: number): number {
  let sum = 0;
  for (let column = 0; column < a.columns; column++) {
    sum += (a.data[row * a.columns + column]! - b.data[other * b.columns + column]!) ** 2;
  }
  return sum;
}

/** Small whole numbers: many distances are equal, and none is rounded. */
function wholeNumbers(rows: number, columns: number, stream: string): Matrix {
  const random = createRandom(1, stream);
  return { rows, columns, data: Float32Array.from({ length: rows * columns }, () => random.below(5)) };
}

test("distances are those that scikit-learn finds", async () => {
  const { train, test, neighbours } = supervisedGolden;
  const rowsOf = (images: readonly (readonly number[])[]): Matrix => ({
    rows: images.length,
    columns: 64,
    data: Float32Array.from(images.flat()),
  });
  const [references, queries] = [rowsOf(train.images), rowsOf(test.images)];
  const places = await nearestNeighbours(await nativeRuntime(), references, queries, neighbours.k);
  const distances = Array.from(places, (place, index) =>
    squaredDistance(queries, Math.floor(index / neighbours.k), references, place),
  );
  expect(distances).toEqual(neighbours.squaredDistances.flat());
});

test("over several blocks of both, of equally near references the first comes first", async () => {
  const references = wholeNumbers(4_003, 3, "references");
  const queries = wholeNumbers(501, 3, "queries");
  const places = await nearestNeighbours(await nativeRuntime(), references, queries, 4);
  for (let query = 0; query < queries.rows; query += 25) {
    const distances = Array.from({ length: references.rows }, (_, row) =>
      squaredDistance(queries, query, references, row),
    );
    const sorted = distances
      .map((_, place) => place)
      .toSorted((a, b) => distances[a]! - distances[b]! || a - b);
    expect([...places.subarray(query * 4, query * 4 + 4)]).toEqual(sorted.slice(0, 4));
  }
});

test("as many neighbours as there are references", async () => {
  const references = wholeNumbers(3, 2, "few");
  const places = await nearestNeighbours(await nativeRuntime(), references, references, 3);
  expect(places).toHaveLength(9);
  expect([...places.subarray(0, 3)].toSorted()).toEqual([0, 1, 2]);
});

test("can be stopped between two blocks", async () => {
  const controller = new AbortController();
  const rows = wholeNumbers(1_200, 2, "rows");
  const hooks = { signal: controller.signal, onProgress: () => controller.abort(new Error("stopped")) };
  await expect(nearestNeighbours(await nativeRuntime(), rows, rows, 1, hooks)).rejects.toThrow("stopped");
});
