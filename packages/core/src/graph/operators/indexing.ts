import { ShapeError } from "../type.ts";
import { apply, type Operator, requireDType, requireRank, type Value } from "../value.ts";

export const gatherOperator: Operator<null, readonly [x: Value, indices: Value]> = {
  name: "gather",
  infer: ([x, indices]) => {
    requireDType("gather", indices, "int32", "int64");
    if (x.shape.length === 0) throw new ShapeError("gather: a scalar has no rows");
    return { dtype: x.dtype, shape: [...indices.shape, ...x.shape.slice(1)] };
  },
  onnx: { type: "Gather", node: () => ({ attributes: { axis: 0n } }) },
  gradient: { none: "data sets and schedules are looked up, weights are not" },
  about: { call: "gather(x, indices)", shape: "that of indices, then that of a row of x" },
};

/** The rows of `x` (its first axis) at `indices`, int32 or int64 of any shape: ONNX's Gather. */
export function gather(x: Value, indices: Value): Value {
  return apply(gatherOperator, [x, indices], null);
}

export const rangeOperator: Operator<
  { size: string | number },
  readonly [start: Value, limit: Value, step: Value]
> = {
  name: "range",
  infer: (inputs, { size }) => {
    for (const x of inputs) requireRank("range", x, 0);
    return { dtype: inputs[0].dtype, shape: [size] };
  },
  onnx: { type: "Range" },
  gradient: { none: "positions are counted, not computed" },
  about: { call: "range(start, limit, step, size)", shape: "`[size]`" },
};

/** `start`, `start + step`, ... below `limit`: `size` scalars of one element type, ONNX's Range. */
export function range(start: Value, limit: Value, step: Value, size: string | number): Value {
  return apply(rangeOperator, [start, limit, step], { size });
}
