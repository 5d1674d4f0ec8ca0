import { add, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { cast } from "../../graph/operators/selection.ts";
import type { CommonOptions, OptimizerKind } from "./optimizer-kind.ts";

export interface SgdOptions extends CommonOptions {
  readonly kind: "sgd";
  /** What a step leaves of the velocity, in [0, 1); 0: the gradient alone. */
  readonly momentum: number;
  /** Whether the gradient is followed from where the velocity leads (Nesterov's form). */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent with momentum: v' = momentum v + g, w' = decay w - rate v', and in Nesterov's form w' = decay w - rate (g +
 * momentum v'). Sutskever and others, "On the importance of initialization and momentum in deep learning", 2013, section 2, in PyTorch's form,
 * where the rate is outside the velocity. Weight decay is decoupled (Loshchilov and Hutter 2019, algorithm 1).
 */
export const sgd: OptimizerKind<SgdOptions, "sgd", "rate" | "decay"> = {
  name: "sgd",
  title: "SGD",
  fields: {
    momentum: {
      title: "momentum",
      placeholder: "MOMENTUM",
      minimum: 0,
      maximum: 0.999999,
      first: 0.9,
      step: 0.05,
    },
    nesterov: { title: "Nesterov's form", placeholder: "nesterov", flag: true, optional: true },
  },
  rule: {
    words: "MOMENTUM above 0 with nesterov",
    holds: ({ momentum, nesterov }) => nesterov !== true || Number(momentum) > 0,
  },
  slots: ({ momentum }) => (momentum === 0 ? [] : ["velocity"]),
  schedule: (step, learningRate, { weightDecay = 0 }) => ({
    rate: learningRate,
    decay: cast(subtract(1, multiply(cast(learningRate, step.dtype), weightDecay)), "float32"),
  }),
  update: ({ parameter, slots }, gradient, { rate, decay }, { momentum, nesterov, weightDecay = 0 }) => {
    const [before] = slots;
    const velocity = before === undefined ? gradient : add(multiply(before, momentum), gradient);
    const direction = nesterov ? add(gradient, multiply(velocity, momentum)) : velocity;
    const kept = weightDecay === 0 ? parameter : multiply(parameter, decay);
    return {
      parameter: subtract(kept, multiply(direction, rate)),
      slots: before === undefined ? [] : [velocity],
    };
  },
};
