import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import type { Matrix } from "../../measures/matrix.ts";
import { seenProgram, throughProgram } from "../seen-program.ts";
import { keptReferences, mostReferencesOf, nearestDistance } from "./nearest.ts";

function randomRows(rows: number, columns: number, stream: string): Matrix {
  const random = createRandom(1, stream);
  return { rows, columns, data: Float32Array.from({ length: rows * columns }, () => random.normal()) };
}

/** Of every query the distance to its k-th nearest reference. */
async function distancesTo(references: Matrix, queries: Matrix, k: number): Promise<Float32Array> {
  const { rows: count, columns, data: values } = queries;
  const program = seenProgram(
    { kind: "row", columns },
    (seen, kept) => new Map([["distances", nearestDistance(seen, kept, k)]]),
    keptReferences(references),
  );
  const rows = { kind: "row", count, columns, values } as const;
  return (await throughProgram(await nativeRuntime(), program, rows)).get("distances")!;
}

/** The same in float64. */
function plainDistances(references: Matrix, queries: Matrix, k: number): Float64Array {
  const { columns } = queries;
  return Float64Array.from({ length: queries.rows }, (_, query) => {
    const all = Array.from({ length: references.rows }, (_, row) =>
      Math.hypot(
        ...Array.from(
          { length: columns },
          (_, at) => queries.data[query * columns + at]! - references.data[row * columns + at]!,
        ),
      ),
    );
    return all.toSorted((a, b) => a - b)[k - 1]!;
  });
}

test.each([1, 3, 40])("is the k-th of all distances in order: k = %d", async (k) => {
  const references = randomRows(40, 5, "references");
  const queries = randomRows(7, 5, "queries");
  expectClose(await distancesTo(references, queries, k), plainDistances(references, queries, k), 1e-6);
});

test("of rows that are long against the distances between them no digits are lost", async () => {
  const far = ({ data, ...size }: Matrix): Matrix => ({ ...size, data: data.map((value) => 100 + value) });
  const references = far(randomRows(40, 5, "references"));
  const queries = far(randomRows(7, 5, "queries"));
  expectClose(await distancesTo(references, queries, 2), plainDistances(references, queries, 2), 1e-6);
  expect(new Set(await distancesTo(references, references, 1))).toEqual(new Set([0]));
});

test("equal rows are as many neighbours", async () => {
  const references = { rows: 5, columns: 1, data: Float32Array.of(2, 2, 5, 6, 6) };
  const queries = { rows: 1, columns: 1, data: Float32Array.of(2) };
  const found = await Promise.all([1, 2, 3, 4, 5].map((k) => distancesTo(references, queries, k)));
  expect(found.map(([distance]) => distance)).toEqual([0, 0, 3, 4, 4]);
  await expect(distancesTo(references, queries, 6)).rejects.toThrow(
    "kthLargest: 6 of the last axis of [batch, 5]",
  );
});

test("references are the first rows, as many as are asked about and as memory holds", () => {
  expect(() => keptReferences(randomRows(4, 2, "few"))).toThrow(
    "expected at least 5 normal samples to measure distances to, found 4",
  );
  expect([5, 3200, 784 * 1000].map(mostReferencesOf)).toEqual([10_000, 10_000, 40]);
  const many = randomRows(10_001, 1, "many");
  const kept = keptReferences(many);
  expect([kept.get("references")!.shape, kept.get("halves")!.shape]).toEqual([[10_000, 1], [10_000]]);
  expect(kept.get("references")!.data.at(-1)).toBe(many.data[9999]);
});
