import { relu, sigmoid } from "../graph/operators/functions.ts";
import type { Value } from "../graph/value.ts";

/** Activation functions by name. */
export const activations: Readonly<Record<ActivationName, (x: Value) => Value>> = {
  linear: (x) => x,
  relu,
  sigmoid,
};

export type ActivationName = "linear" | "relu" | "sigmoid";
