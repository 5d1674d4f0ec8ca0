import { ShapeError, showShape } from "../type.ts";
import { requireDType, type Value } from "../value.ts";
import { add, multiply, subtract } from "./arithmetic.ts";
import { withGradient } from "./custom-gradient.ts";
import { exp, log } from "./functions.ts";
import { reduceMax, reduceSum } from "./shaping.ts";

/**
 * log(sum of exp(x) over the last axis), which stays as an axis of one value, of finite numbers whose exponentials overflow as well. ONNX's
 * ReduceLogSumExp is not taken: on WebGPU it takes the exponentials as they are, and is infinite where they overflow (ONNX Runtime 1.30).
 */
export function logSumExp(x: Value): Value {
  requireDType("logSumExp", x, "float32", "float64");
  if (x.shape.length === 0) throw new ShapeError(`logSumExp: no last axis of ${showShape(x.shape)}`);
  const most = reduceMax(x, [-1], true);
  const sum = add(most, log(reduceSum(exp(subtract(x, most)), [-1], true)));
  return withGradient(sum, [x], (g) => [multiply(exp(subtract(x, sum)), g)]);
}
