import { UsageError } from "hourglass-core/internal/errors.ts";
import { multiply, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { sqrt } from "hourglass-core/internal/graph/operators/functions.ts";
import { gather } from "hourglass-core/internal/graph/operators/indexing.ts";
import { matMul } from "hourglass-core/internal/graph/operators/product.ts";
import { resultOf } from "hourglass-core/internal/graph/operators/result.ts";
import { largest } from "hourglass-core/internal/graph/operators/selection.ts";
import { reshape } from "hourglass-core/internal/graph/operators/shaping.ts";
import { slice } from "hourglass-core/internal/graph/operators/slicing.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { halvesOf } from "../../measures/classes/nearest-neighbours.ts";
import { firstRows, type Matrix } from "../../measures/matrix.ts";
import type { Kept } from "../detector-score.ts";
import { rowSum } from "../row-sum.ts";

/** Normal samples that distances are taken to, at most: the first. More would cost more than they tell. */
export const mostReferences = 10_000;

/** Of all references: of large samples there are fewer, so that their float32 values take 128 MB. */
const mostReferenceValues = 32_000_000;

/** Which of the neighbours tells how far away they are: the first alone may be an outlier itself. */
export const neighbour = 5;

/** References of so many values each, at most. */
export function mostReferencesOf(columns: number): number {
  return Math.min(mostReferences, Math.floor(mostReferenceValues / columns));
}

/** References of distances, `[N, columns]`. @throws UsageError where they are fewer than the neighbour that is asked for */
export function keptReferences(rows: Matrix): Kept {
  if (rows.rows < neighbour) {
    throw new UsageError(
      `expected at least ${neighbour} normal samples to measure distances to, found ${rows.rows}`,
    );
  }
  const kept = firstRows(rows, Math.max(neighbour, mostReferencesOf(rows.columns)));
  const { rows: count, columns, data } = kept;
  return new Map([
    ["references", { shape: [count, columns], data: data.slice() }],
    ["halves", { shape: [count], data: halvesOf(kept, 0, count) }],
  ]);
}

/**
 * The Euclidean distance of each of `[batch, columns]` rows to a near reference: `[batch]`.
 * @param nearest 1 for the nearest, 2 for the next, and so on
 */
export function nearestDistance(
  rows: Value,
  kept: ReadonlyMap<string, Value>,
  nearest: number = neighbour,
): Value {
  return sqrt(nearestSquare(rows, kept, nearest));
}

/**
 * The square of {@link nearestDistance}. |q - r|^2 = |q|^2 - 2 (q . r - |r|^2 / 2), so that one product tells which reference is near. How
 * near it is, the difference tells: where rows are long and close to each other, little but rounding is left of |q|^2 less that.
 */
export function nearestSquare(rows: Value, kept: ReadonlyMap<string, Value>, nearest: number): Value {
  const [references, halves] = ["references", "halves"].map((name) => kept.get(name) as Value) as [
    Value,
    Value,
  ];
  const likeness = matMul(rows, references, { transposeB: true, bias: halves });
  const places = slice(resultOf(largest(likeness, nearest), 1), -1, nearest - 1, nearest);
  const difference = subtract(rows, gather(references, reshape(places, [rows.shape[0] as string])));
  return rowSum(multiply(difference, difference));
}
