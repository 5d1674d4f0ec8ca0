import type { Dimension } from "../type.ts";
import { apply, isValueOf, requireRank, type UnaryOperator, type Value, type ValueOf } from "../value.ts";
import { reshape } from "./shaping.ts";

export const transposeMatrixOperator: UnaryOperator = {
  name: "transposeMatrix",
  infer: ([x]) => {
    requireRank("transposeMatrix", x, 2);
    return { dtype: x.dtype, shape: x.shape.toReversed() };
  },
  onnx: { type: "Transpose", node: () => ({ attributes: { perm: [1n, 0n] } }) },
  gradient: (_, gradient) => [transposeMatrix(gradient)],
  about: {
    call: "transposeMatrix(x)",
    shape: "`[rows, columns]` gives `[columns, rows]`",
    derivative: "g transposed",
  },
};

/** The transpose of a matrix, ONNX's Transpose. Back and forth costs nothing: that of a transposed matrix is that matrix. */
export function transposeMatrix(x: Value): Value {
  return isTransposed(x) ? x.inputs[0] : apply(transposeMatrixOperator, [x], null);
}

/** Whether a value is the transpose of another, which {@link transposeMatrix} gives back. */
export function isTransposed(x: Value): x is ValueOf<null, readonly [x: Value]> {
  return isValueOf(x, transposeMatrixOperator);
}

/** `[batch, channels, height, width]`, as layers pass images on, to `[channels, height, width, batch]`. */
export function batchLast(x: Value): Value {
  requireRank("batchLast", x, 4);
  const [batch, channels, height, width] = x.shape as readonly [Dimension, number, number, number];
  const rows = reshape(x, [batch, channels * height * width]);
  return reshape(transposeMatrix(rows), [channels, height, width, batch]);
}

/** The way back of {@link batchLast}; between two layers the two cancel, in the gradient as well. */
export function batchFirst(x: Value): Value {
  requireRank("batchFirst", x, 4);
  const [channels, height, width, batch] = x.shape as readonly [number, number, number, Dimension];
  const columns = reshape(x, [channels * height * width, batch]);
  return reshape(transposeMatrix(columns), [batch, channels, height, width]);
}

/** A function of images whose batch is the last axis, on images whose batch is the first. */
export function withBatchLast(x: Value, f: (images: Value) => Value): Value {
  return batchFirst(f(batchLast(x)));
}
