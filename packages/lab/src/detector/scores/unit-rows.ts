import { add, divide, multiply, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { sqrt } from "hourglass-core/internal/graph/operators/functions.ts";
import { step } from "hourglass-core/internal/graph/operators/selection.ts";
import { reshape } from "hourglass-core/internal/graph/operators/shaping.ts";
import { concat } from "hourglass-core/internal/graph/operators/slicing.ts";
import { scalar } from "hourglass-core/internal/graph/operators/source.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { rowSum } from "../row-sum.ts";

/**
 * `[batch, values]` rows divided by their length, `[batch, values + 1]`: the product of two of them is the cosine. Those of zeros point along an
 * axis of their own, the last: at a right angle to all others, and at none to one another.
 */
export function unitRows(rows: Value): Value {
  const batch = rows.shape[0] as number | string;
  const length = reshape(sqrt(rowSum(multiply(rows, rows))), [batch, 1]);
  const isZero = subtract(scalar(1), step(length));
  return concat([divide(rows, add(length, isZero)), isZero], 1);
}
