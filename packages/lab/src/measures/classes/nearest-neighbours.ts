import { type Program, toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { matMul } from "hourglass-core/internal/graph/operators/product.ts";
import { resultOf } from "hourglass-core/internal/graph/operators/result.ts";
import { cast, largest } from "hourglass-core/internal/graph/operators/selection.ts";
import { input } from "hourglass-core/internal/graph/operators/source.ts";
import {
  float32,
  float32Result,
  type Runtime,
  type Tensors,
} from "hourglass-core/internal/runtime/runtime.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Matrix } from "../matrix.ts";
import { NotMeasurableError } from "../not-measurable.ts";

/** Rows at once: 4 MB of distances, which stay in the cache. */
const [queriesAtOnce, referencesAtOnce] = [500, 2_000] as const;

/**
 * Of every query the nearest references: |q - r|^2 is smallest where q . r - |r|^2 / 2 is largest, which is one product
 * with a bias. Gives these `scores` `[queries, k]` in descending order, and `places`.
 */
function neighboursProgram(columns: number, k: number): Program {
  const queries = input("queries", { dtype: "float32", shape: ["queries", columns] });
  const references = input("references", { dtype: "float32", shape: ["references", columns] });
  const halves = input("halves", { dtype: "float32", shape: ["references"] });
  const scores = matMul(queries, references, { transposeB: true, bias: halves });
  const nearest = largest(scores, k);
  return {
    name: "nearest_neighbours",
    description: "The nearest references of every query.",
    inputs: [
      { value: queries, description: "a row a query" },
      { value: references, description: "a row a reference" },
      { value: halves, description: "-|r|^2 / 2 of every reference" },
    ],
    outputs: [
      { name: "scores", value: nearest, description: "half of |q|^2 - |q - r|^2" },
      { name: "places", value: cast(resultOf(nearest, 1), "int32"), description: "of the references" },
    ],
  };
}

/**
 * The `k` nearest references of every query by the Euclidean distance: places `[queries, k]`, row-major, the nearest first,
 * of equally near ones the first. Distances are computed in float32.
 * @param k at most as many as there are references
 * @throws NotMeasurableError where a row is so long that float32 cannot hold its square
 */
export async function nearestNeighbours(
  runtime: Runtime,
  references: Matrix,
  queries: Matrix,
  k: number,
  { signal, onProgress }: ProgressHooks = {},
): Promise<Int32Array> {
  const { columns } = references;
  for (const { data } of [references, queries]) requireShort(data, columns);
  const executable = await runtime.load(toOnnx(neighboursProgram(columns, k)));
  const scores = new Float32Array(queries.rows * k).fill(Number.NEGATIVE_INFINITY);
  const places = new Int32Array(queries.rows * k);
  const parts = blocksOf(references.rows, referencesAtOnce).map(([first, last]) => ({
    first,
    given: {
      references: tensorOf(references, first, last),
      halves: float32(halvesOf(references, first, last)),
    },
  }));
  const blocks = blocksOf(queries.rows, queriesAtOnce);
  try {
    for (const [index, [start, end]] of blocks.entries()) {
      const rows = tensorOf(queries, start, end);
      for (const { first, given } of parts) {
        signal?.throwIfAborted();
        const found = await executable.run({ ...given, queries: rows });
        for (let query = start; query < end; query++) {
          keepNearest(scores, places, query * k, k, found, (query - start) * k, first);
        }
      }
      onProgress?.((index + 1) / blocks.length);
    }
  } finally {
    await executable.release();
  }
  return places;
}

/** Merges the neighbours of a query that a block of references gives with those of the blocks before it. */
function keepNearest(
  scores: Float32Array,
  places: Int32Array,
  at: number,
  k: number,
  found: Tensors,
  from: number,
  firstReference: number,
): void {
  const foundScores = float32Result(found, "scores");
  const foundPlaces = found["places"]?.data as Int32Array;
  for (let candidate = 0; candidate < k; candidate++) {
    const score = foundScores[from + candidate]!;
    if (score <= scores[at + k - 1]!) return;
    let rank = k - 1;
    for (; rank > 0 && scores[at + rank - 1]! < score; rank--) {
      scores[at + rank] = scores[at + rank - 1]!;
      places[at + rank] = places[at + rank - 1]!;
    }
    scores[at + rank] = score;
    places[at + rank] = firstReference + foundPlaces[from + candidate]!;
  }
}

/** Starts and ends of blocks of at most `most`, of the same size but for one: none is too small for k neighbours. */
function blocksOf(count: number, most: number): readonly (readonly [start: number, end: number])[] {
  const blocks = Math.ceil(count / most);
  const bound = (block: number): number => Math.floor((block * count) / blocks);
  return Array.from({ length: blocks }, (_, block) => [bound(block), bound(block + 1)]);
}

const tensorOf = ({ columns, data }: Matrix, start: number, end: number): Tensors[string] =>
  float32(data.subarray(start * columns, end * columns), [end - start, columns]);

/** Squared distances are at most four times as large: beyond that they would be infinite, or no numbers. */
const longestSquared = 3e38 / 4;

function requireShort(data: Float32Array, columns: number): void {
  for (let start = 0; start < data.length; start += columns) {
    let sum = 0;
    for (let index = start; index < start + columns; index++) sum += data[index]! ** 2;
    if (sum <= longestSquared) continue;
    throw new NotMeasurableError(
      `codes are as long as ${Math.sqrt(sum).toExponential(1)}: the distances between them exceed what float32 can hold`,
    );
  }
}

/** -|r|^2 / 2 of some rows. */
export function halvesOf({ columns, data }: Matrix, start: number, end: number): Float32Array {
  const halves = new Float32Array(end - start);
  for (let row = start; row < end; row++) {
    let sum = 0;
    for (let index = row * columns; index < (row + 1) * columns; index++) sum += data[index]! * data[index]!;
    halves[row - start] = -sum / 2;
  }
  return halves;
}
