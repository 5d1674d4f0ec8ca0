import type { ActivationName } from "../../src/model/activation.ts";
import { logistic } from "./plain-autoencoder.ts";

/** Activation functions in float64, from their definitions. */
export const plainActivations: Readonly<Record<ActivationName, (x: number) => number>> = {
  linear: (x) => x,
  relu: (x) => Math.max(x, 0),
  "leaky-relu": (x) => (x > 0 ? x : 0.01 * x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  silu: (x) => x * logistic(x),
  tanh: Math.tanh,
  sigmoid: logistic,
};
