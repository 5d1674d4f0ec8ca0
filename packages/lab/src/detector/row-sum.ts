import { matMul } from "hourglass-core/internal/graph/operators/product.ts";
import { reshape } from "hourglass-core/internal/graph/operators/shaping.ts";
import { constant } from "hourglass-core/internal/graph/operators/source.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";

/**
 * The sum of each row of `[batch, values]`: `[batch]`. As a product with ones, since the runtime's sum of a row adds in an order that depends
 * on where in memory the row begins: so a sample would have another score in another place.
 */
export function rowSum(x: Value): Value {
  const [batch, size] = x.shape as readonly [string, number];
  const ones = constant(new Array<number>(size).fill(1), [size, 1], "float32");
  return reshape(matMul(x, ones), [batch]);
}
