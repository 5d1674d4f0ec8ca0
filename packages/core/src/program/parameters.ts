import type { ProgramInput } from "../graph/onnx/serialise.ts";
import { input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { type Model, modelParameters, type ParameterValues } from "../model/model.ts";
import type { Parameter } from "../model/parameter.ts";
import { scalingParameters } from "../model/scaling.ts";

/** An input for every parameter of a model, under its name. */
export function parameterInputs(model: Model): ParameterValues {
  return inputsOf(modelParameters(model));
}

/** An input for each of those that samples are standardised by. */
export function scalingInputs(model: Model): ParameterValues {
  return inputsOf(scalingParameters(model));
}

/** Values by name as a program asks for them, each described by its name. */
export function programInputs(values: Iterable<readonly [name: string, value: Value]>): ProgramInput[] {
  return Array.from(values, ([name, value]) => ({ value, description: name }));
}

function inputsOf(parameters: readonly Parameter[]): ParameterValues {
  return new Map(parameters.map(({ name, shape }) => [name, input(name, { dtype: "float32", shape })]));
}
