import { add, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { withGradient } from "../graph/operators/custom-gradient.ts";
import { exp, relu, sigmoid, tanh } from "../graph/operators/functions.ts";
import { greater, maximum, select } from "../graph/operators/selection.ts";
import { scalar } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";

export const activationNames = ["linear", "relu", "leaky-relu", "elu", "silu", "tanh", "sigmoid"] as const;

export type ActivationName = (typeof activationNames)[number];

/** Activation functions by name, elementwise. */
export const activations: Readonly<Record<ActivationName, (x: Value) => Value>> = {
  linear: (x) => x,
  relu,
  "leaky-relu": leakyRelu,
  elu,
  silu,
  tanh,
  sigmoid,
};

const leak = 0.01;

/** max(x, 0.01 x): Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013. */
function leakyRelu(x: Value): Value {
  return maximum(x, multiply(x, leak));
}

/**
 * x above 0, exp(x) - 1 below: Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by
 * exponential linear units", 2016, with alpha = 1.
 */
function elu(x: Value): Value {
  const zero = scalar(0, x.dtype);
  const positive = relu(x);
  // exp only of what is not above 0: it would overflow, and infinity times 0 is no number.
  const y = add(positive, subtract(exp(subtract(x, positive)), 1));
  return withGradient(y, [x], (gradient) => [
    select(greater(x, zero), gradient, multiply(gradient, add(y, 1))),
  ]);
}

/** x sigmoid(x): Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units", 2018; also known as swish. */
function silu(x: Value): Value {
  const s = sigmoid(x);
  const y = multiply(x, s);
  return withGradient(y, [x], (gradient) => [multiply(gradient, add(s, multiply(y, subtract(1, s))))]);
}
