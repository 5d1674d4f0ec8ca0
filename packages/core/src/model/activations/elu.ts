import { add, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { withGradient } from "../../graph/operators/custom-gradient.ts";
import { exp, relu } from "../../graph/operators/functions.ts";
import { greater, select } from "../../graph/operators/selection.ts";
import { scalar } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import type { ActivationKind } from "./activation-kind.ts";

/**
 * x above 0, exp(x) - 1 below: Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by
 * exponential linear units", 2016, with alpha = 1.
 */
export const eluKind: ActivationKind<"elu"> = {
  name: "elu",
  apply: elu,
  range: [-1, Number.POSITIVE_INFINITY],
};

function elu(x: Value): Value {
  const zero = scalar(0, x.dtype);
  const positive = relu(x);
  // exp only of what is not above 0: it would overflow, and infinity times 0 is no number.
  const y = add(positive, subtract(exp(subtract(x, positive)), 1));
  return withGradient(y, [x], (gradient) => [
    select(greater(x, zero), gradient, multiply(gradient, add(y, 1))),
  ]);
}
