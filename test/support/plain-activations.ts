import type { ActivationName } from "hourglass-core/internal/model/activation.ts";
import { logistic } from "./plain-autoencoder.ts";

/** Activation functions in float64, from their definitions. */
export const plainActivations: Readonly<Record<ActivationName, (x: number) => number>> = {
  linear: (x) => x,
  relu: (x) => Math.max(x, 0),
  "leaky-relu": (x) => (x > 0 ? x : 0.01 * x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  silu: (x) => x * logistic(x),
  gelu: (x) => (x * (1 + plainErf(x / Math.SQRT2))) / 2,
  tanh: Math.tanh,
  sigmoid: logistic,
};

/** The error function in float64, by a series of positive terms: Abramowitz and Stegun, 1964, 7.1.6. */
export function plainErf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x ** 2) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-(x ** 2)) * sum;
}
