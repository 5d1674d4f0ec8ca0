import type { Parameter, Weights } from "../model/parameter.ts";
import { float32, type Tensors } from "../runtime/runtime.ts";

/** Weights as the inputs of a program that asks for these parameters. */
export function parameterTensors(parameters: readonly Parameter[], weights: Weights): Tensors {
  return Object.fromEntries(
    parameters.map(({ name, shape }) => [name, float32(weights.get(name) as Float32Array, shape)]),
  );
}
