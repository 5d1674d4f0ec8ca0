import { add, multiply } from "../../graph/operators/arithmetic.ts";
import { erf } from "../../graph/operators/functions.ts";
import type { ActivationKind } from "./activation-kind.ts";

/**
 * x Phi(x), Phi being the distribution function of the standard normal distribution, (1 + erf(x / sqrt(2))) / 2: Hendrycks
 * and Gimpel, "Gaussian error linear units (GELUs)", 2016. Exact, not the approximation by a hyperbolic tangent.
 */
export const geluKind: ActivationKind<"gelu"> = {
  name: "gelu",
  apply: (x) => multiply(x, multiply(add(erf(multiply(x, Math.SQRT1_2)), 1), 0.5)),
  // At x = -0.7518, where the derivative is 0.
  range: [-0.169971207477, Number.POSITIVE_INFINITY],
};
