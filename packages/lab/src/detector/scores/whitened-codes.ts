import { subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { matMul } from "hourglass-core/internal/graph/operators/product.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import type { Matrix } from "../../measures/matrix.ts";
import type { Kept } from "../detector-score.ts";
import { whiteningOf } from "../whitening.ts";

/** The mean of normal codes, and what makes those round that lie as they do. */
export function keptWhitening(codes: Matrix): Kept {
  const { mean, transform } = whiteningOf(codes);
  return new Map([
    ["mean", { shape: [mean.length], data: Float32Array.from(mean) }],
    ["transform", { shape: [mean.length, mean.length], data: Float32Array.from(transform.flat()) }],
  ]);
}

/** `[batch, latentSize]` codes as they lie about the normal ones: 1 is a deviation in any direction. */
export function whitened(codes: Value, kept: ReadonlyMap<string, Value>): Value {
  const [mean, transform] = ["mean", "transform"].map((name) => kept.get(name) as Value) as [Value, Value];
  return matMul(subtract(codes, mean), transform, { transposeB: true });
}
