import type { ProgramInput } from "../graph/onnx/serialise.ts";
import { input } from "../graph/operators/source.ts";
import type { ParameterValues } from "../model/model.ts";
import type { Noise } from "../model/noise.ts";
import type { Parameter } from "../model/parameter.ts";
import { givenNoise, type NoisyProgram } from "./noise-inputs.ts";

/** What a program that runs a model is given. */
export interface ModelInputs {
  readonly parameters: ParameterValues;
  readonly noise: Noise;
  /** All of it, for the program: to be called when its graph is made, since random words are inputs where they were asked for. */
  readonly listed: () => Pick<NoisyProgram, "inputs" | "noise">;
}

/**
 * The inputs of a program that runs a model, in order: what is asked about, parameters under their names, random words.
 * @param asked samples or codes, and what belongs to them
 * @param tensors the parameters that it needs
 */
export function modelInputs(asked: readonly ProgramInput[], tensors: readonly NamedShape[]): ModelInputs {
  const parameters = tensorInputs(tensors);
  const { noise, inputs, requests } = givenNoise();
  const described = Array.from(parameters, ([name, value]) => ({ value, description: name }));
  return {
    parameters,
    noise,
    listed: () => ({ inputs: [...asked, ...described, ...inputs()], noise: requests() }),
  };
}

type NamedShape = Pick<Parameter, "name" | "shape">;

/** A float32 input for each tensor, under its name. */
export function tensorInputs(tensors: readonly NamedShape[]): ParameterValues {
  return new Map(tensors.map(({ name, shape }) => [name, input(name, { dtype: "float32", shape })]));
}
