import { add, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { withGradient } from "../../graph/operators/custom-gradient.ts";
import { sigmoid } from "../../graph/operators/functions.ts";
import type { Value } from "../../graph/value.ts";
import type { ActivationKind } from "./activation-kind.ts";

/** x sigmoid(x): Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units", 2018; also known as swish. */
export const siluKind: ActivationKind<"silu"> = {
  name: "silu",
  apply: silu,
  // At x = -1.2785, where the derivative is 0.
  range: [-0.278464542761, Number.POSITIVE_INFINITY],
};

function silu(x: Value): Value {
  const s = sigmoid(x);
  const y = multiply(x, s);
  return withGradient(y, [x], (gradient) => [multiply(gradient, add(s, multiply(y, subtract(1, s))))]);
}
