import { apply, type DType, requireDType, type UnaryOperator, type Value } from "../value.ts";
import { divide, multiply, negate, subtract } from "./arithmetic.ts";
import { step } from "./selection.ts";

/** An elementwise function of one real tensor; `gradient` gives f'(x) g, and `derivative` says it in words. */
function unaryOperator(
  name: string,
  type: string,
  gradient: (x: Value, gradient: Value, result: Value) => Value,
  derivative: string,
  types: readonly DType[] = ["float32", "float64"],
): UnaryOperator {
  return {
    name,
    infer: ([x]) => {
      requireDType(name, x, ...types);
      return { dtype: x.dtype, shape: x.shape };
    },
    onnx: { type },
    gradient: (result, g) => [gradient(result.inputs[0], g, result)],
    about: { call: `${name}(x)`, shape: "that of x", derivative },
  };
}

export const expOperator: UnaryOperator = unaryOperator("exp", "Exp", (_, g, y) => multiply(g, y), "g y");
export const logOperator: UnaryOperator = unaryOperator("log", "Log", (x, g) => divide(g, x), "g / x");
export const sqrtOperator: UnaryOperator = unaryOperator(
  "sqrt",
  "Sqrt",
  (_, g, y) => divide(multiply(g, 0.5), y),
  "g / (2 y)",
);
export const sigmoidOperator: UnaryOperator = unaryOperator(
  "sigmoid",
  "Sigmoid",
  (_, g, y) => multiply(g, multiply(y, subtract(1, y))),
  "g y (1 - y)",
);
/**
 * At 0 the derivative is taken to be 0, as PyTorch and Keras do. A product with 0 and 1 takes ONNX Runtime a third of
 * the time of a selection.
 */
export const reluOperator: UnaryOperator = unaryOperator(
  "relu",
  "Relu",
  (_, g, y) => multiply(g, step(y)),
  "g where x > 0, else 0",
);
/** At 0 the derivative is taken to be -1: exact functions of |x| need none there. */
export const absOperator: UnaryOperator = unaryOperator(
  "abs",
  "Abs",
  (x, g) => {
    const sign = subtract(multiply(step(x), 2), 1);
    return multiply(g, sign);
  },
  "g where x > 0, else -g",
);

export const tanhOperator: UnaryOperator = unaryOperator(
  "tanh",
  "Tanh",
  (_, g, y) => multiply(g, subtract(1, multiply(y, y))),
  "g (1 - y²)",
);
export const sinOperator: UnaryOperator = unaryOperator(
  "sin",
  "Sin",
  (x, g) => multiply(g, cos(x)),
  "g cos(x)",
);
export const cosOperator: UnaryOperator = unaryOperator(
  "cos",
  "Cos",
  (x, g) => negate(multiply(g, sin(x))),
  "-g sin(x)",
);

/** Of float32 alone: ONNX Runtime has no other on the CPU. */
export const erfOperator: UnaryOperator = unaryOperator(
  "erf",
  "Erf",
  (x, g) => multiply(g, multiply(exp(negate(multiply(x, x))), 2 / Math.sqrt(Math.PI))),
  "2 g exp(-x²) / √π",
  ["float32"],
);

/** e to the power x, elementwise: ONNX's Exp. */
export function exp(x: Value): Value {
  return apply(expOperator, [x], null);
}

/** The natural logarithm, elementwise: ONNX's Log. */
export function log(x: Value): Value {
  return apply(logOperator, [x], null);
}

/** The square root, elementwise: ONNX's Sqrt. */
export function sqrt(x: Value): Value {
  return apply(sqrtOperator, [x], null);
}

/** 1 / (1 + exp(-x)), elementwise: ONNX's Sigmoid. */
export function sigmoid(x: Value): Value {
  return apply(sigmoidOperator, [x], null);
}

/** max(x, 0), elementwise: ONNX's Relu. */
export function relu(x: Value): Value {
  return apply(reluOperator, [x], null);
}

/** The hyperbolic tangent, elementwise: ONNX's Tanh. */
export function tanh(x: Value): Value {
  return apply(tanhOperator, [x], null);
}

/** The sine of x in radians, elementwise: ONNX's Sin. */
export function sin(x: Value): Value {
  return apply(sinOperator, [x], null);
}

/** The cosine of x in radians, elementwise: ONNX's Cos. */
export function cos(x: Value): Value {
  return apply(cosOperator, [x], null);
}

/** |x|, elementwise: ONNX's Abs. */
export function abs(x: Value): Value {
  return apply(absOperator, [x], null);
}

/** The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x, elementwise, of float32: ONNX's Erf. */
export function erf(x: Value): Value {
  return apply(erfOperator, [x], null);
}
