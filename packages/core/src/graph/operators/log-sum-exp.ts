import { ShapeError, showShape } from "../type.ts";
import { apply, requireDType, type UnaryOperator, type Value } from "../value.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { exp } from "./functions.ts";

export const logSumExpOperator: UnaryOperator = {
  name: "logSumExp",
  infer: ([x]) => {
    const { dtype, shape } = x;
    requireDType("logSumExp", x, "float32", "float64");
    if (shape.length === 0) throw new ShapeError(`logSumExp: no last axis of ${showShape(shape)}`);
    return { dtype, shape: [...shape.slice(0, -1), 1] };
  },
  onnx: { type: "ReduceLogSumExp", node: () => ({ attributes: { axes: [-1n], keepdims: 1n } }) },
  gradient: (result, g) => [multiply(exp(subtract(result.inputs[0], result)), g)],
  about: {
    call: "logSumExp(x)",
    shape: "that of x with 1 for its last axis",
    derivative: "g exp(x - y)",
  },
};

/** log(sum of exp(x) over the last axis), which stays as an axis of one value: ONNX's ReduceLogSumExp, of numbers whose exponentials overflow as well. */
export function logSumExp(x: Value): Value {
  return apply(logSumExpOperator, [x], null);
}
