import { divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { withGradient } from "../../graph/operators/custom-gradient.ts";
import { abs, exp } from "../../graph/operators/functions.ts";
import { cast, greater, select } from "../../graph/operators/selection.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { scalar } from "../../graph/operators/source.ts";
import { inLayer } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { guardedLayer } from "../layer.ts";
import { requireFeatures } from "../layers/features.ts";
import { vectorParameter } from "../parameter.ts";
import type { SelectionKind } from "./selection-kind.ts";

/**
 * Every unit above a threshold of its own, which is learnt: z = x H(x - theta), with a weight times the number of active units, the L0 norm, in the
 * objective. Rajamanoharan and others, "Jumping ahead: Improving reconstruction fidelity with JumpReLU sparse autoencoders", 2024, sections 3 and 4.
 * The true derivative for theta is 0 almost everywhere. In its place are those of the paper's equations 11 and 12,
 *
 *     dz/dtheta = -(theta / bandwidth) K((x - theta) / bandwidth)
 *     dH(x - theta)/dtheta = -(1 / bandwidth) K((x - theta) / bandwidth)
 *
 * with the rectangle K(u) = 1 where |u| < 1/2, else 0. H passes nothing on to x. What is learnt is log theta, so that theta stays positive.
 */
export const jumpRelu: SelectionKind<
  "jump-relu",
  { readonly threshold: number; readonly bandwidth: number; readonly weight: number }
> = {
  name: "jump-relu",
  title: "those above thresholds that are learnt (JumpReLU)",
  fields: {
    threshold: {
      title: "threshold at the start",
      placeholder: "THRESHOLD",
      minimum: 1e-6,
      maximum: 1e3,
      first: 0.1,
    },
    bandwidth: {
      title: "bandwidth of the kernel",
      placeholder: "BANDWIDTH",
      minimum: 1e-6,
      maximum: 1e3,
      first: 0.1,
    },
    weight: {
      title: "weight of the number of active units",
      placeholder: "WEIGHT",
      minimum: 0,
      maximum: 1e6,
      first: 1e-4,
    },
  },
  keeps: () => "those above a threshold that each unit learns",
  gradientPasses: true,
  layer: (name, units, { threshold, bandwidth }) => {
    const logThreshold = vectorParameter(`${name}.log_threshold`, units, Math.log(threshold));
    return guardedLayer({
      name,
      kind: "jump-relu",
      description: `jump-relu of ${units}`,
      parameters: [logThreshold],
      stacked: false,
      inputShape: [units],
      outputShape: [units],
      multiplyAdds: 0,
      apply: (x, parameters) =>
        inLayer(name, () => {
          requireFeatures(x, [units]);
          const theta = exp((parameters as readonly [Value])[0]);
          return jump(x, theta, bandwidth);
        }),
    });
  },
  term: {
    words: ({ weight }) => ({
      phrase: `${weight} times the number of active units (L0; its gradient reaches the thresholds alone, straight through), mean over images`,
      label: "weight × active units",
      title: "the number of active units, weighted",
      name: "L0",
    }),
    value: (preActivations, parameters, { bandwidth, weight }) => {
      const theta = exp((parameters as readonly [Value])[0]);
      return multiply(reduceSum(isAbove(preActivations, theta, bandwidth), [1]), weight);
    },
  },
};

/** x H(x - theta). @param theta `[units]` */
function jump(x: Value, theta: Value, bandwidth: number): Value {
  const above = greater(x, theta);
  return withGradient(select(above, x, scalar(0)), [x, theta], (gradient) => [
    select(above, gradient, scalar(0)),
    multiply(reduceSum(multiply(gradient, kernel(x, theta, bandwidth)), [0]), divide(theta, -bandwidth)),
  ]);
}

/** H(x - theta): 1 or 0. */
function isAbove(x: Value, theta: Value, bandwidth: number): Value {
  return withGradient(cast(greater(x, theta), "float32"), [theta], (gradient) => [
    multiply(reduceSum(multiply(gradient, kernel(x, theta, bandwidth)), [0]), -1 / bandwidth),
  ]);
}

/** K((x - theta) / bandwidth). */
function kernel(x: Value, theta: Value, bandwidth: number): Value {
  return cast(greater(scalar(bandwidth / 2), abs(subtract(x, theta))), "float32");
}
