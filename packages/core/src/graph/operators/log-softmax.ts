import { ShapeError, showShape } from "../type.ts";
import { apply, requireDType, type UnaryOperator, type Value } from "../value.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { exp } from "./functions.ts";
import { reduceSum } from "./shaping.ts";

export const logSoftmaxOperator: UnaryOperator = {
  name: "logSoftmax",
  infer: ([x]) => {
    const { dtype, shape } = x;
    requireDType("logSoftmax", x, "float32", "float64");
    if (shape.length === 0) throw new ShapeError(`logSoftmax: no last axis of ${showShape(shape)}`);
    return { dtype, shape };
  },
  onnx: { type: "LogSoftmax", node: () => ({ attributes: { axis: -1n } }) },
  gradient: (result, g) => [subtract(g, multiply(exp(result), reduceSum(g, [-1], true)))],
  about: {
    call: "logSoftmax(x)",
    shape: "that of x",
    derivative: "g - exp(y) (sum of g over the last axis)",
  },
};

/**
 * x - log(sum of exp(x) over the last axis), ONNX's LogSoftmax: the logarithms of the shares that logits give their classes.
 */
export function logSoftmax(x: Value): Value {
  return apply(logSoftmaxOperator, [x], null);
}
