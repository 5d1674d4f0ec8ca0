import { ShapeError, showShape } from "../type.ts";
import { apply, type Operator, requireDType, requireRank, type Value } from "../value.ts";
import { reshape } from "./shaping.ts";

export const topValuesOperator: Operator<{ size: string }, readonly [x: Value, count: Value]> = {
  name: "topValues",
  infer: ([x, count], { size }) => {
    requireDType("topValues", x, "float32", "float64");
    requireDType("topValues", count, "int64");
    requireRank("topValues", count, 1);
    if (x.shape.length === 0) throw new ShapeError(`topValues: no last axis of ${showShape(x.shape)}`);
    const found = [...x.shape.slice(0, -1), size];
    return [
      { dtype: x.dtype, shape: found },
      { dtype: "int64", shape: found },
    ];
  },
  onnx: { type: "TopK" },
  gradient: { none: "it serves as a threshold, which selects and is not passed on" },
  about: {
    call: "topValues(x, count, size)",
    shape: "`[..., n]` gives `[..., size]`, descending; result 1 their places, int64",
  },
};

/**
 * The `count` largest values along the last axis, in descending order: ONNX's TopK. For a fixed number there is `largest`.
 * @param count int64 scalar, at most as many as there are; known when the program runs
 * @param size the name of the axis that has so many
 */
export function topValues(x: Value, count: Value, size: string): Value {
  return apply(topValuesOperator, [x, reshape(count, [1])], { size });
}
