import { ShapeError } from "../type.ts";
import { apply, inputOf, type Operator, requireDType, requireRank, type Value } from "../value.ts";

export const gatherOperator: Operator<null> = {
  name: "gather",
  infer: ([x, indices]) => {
    const [data, rows] = [x as Value, indices as Value];
    requireDType("gather", rows, "int32", "int64");
    if (data.shape.length === 0) throw new ShapeError("gather: a scalar has no rows");
    return { dtype: data.dtype, shape: [...rows.shape, ...data.shape.slice(1)] };
  },
  onnx: () => ({ type: "Gather", attributes: { axis: 0n } }),
  gradient: { none: "data sets and schedules are looked up, weights are not" },
};

/** The rows of `x` (its first axis) at `indices`, which may have any shape. */
export function gather(x: Value, indices: Value): Value {
  return apply(gatherOperator, [x, indices], null);
}

export const rangeOperator: Operator<{ size: string | number }> = {
  name: "range",
  infer: (inputs, { size }) => {
    for (const x of inputs) requireRank("range", x, 0);
    return { dtype: inputOf(inputs, 0).dtype, shape: [size] };
  },
  onnx: () => ({ type: "Range" }),
  gradient: { none: "positions are counted, not computed" },
};

/** `start`, `start + step`, ... below `limit`: `size` scalars of one element type. */
export function range(start: Value, limit: Value, step: Value, size: string | number): Value {
  return apply(rangeOperator, [start, limit, step], { size });
}
