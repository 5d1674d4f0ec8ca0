import { input } from "../graph/operators/source.ts";
import { type Model, modelParameters, type ParameterValues } from "../model/model.ts";

/** An input for every parameter of a model, under its name. */
export function parameterInputs(model: Model): ParameterValues {
  return new Map(
    modelParameters(model).map(({ name, shape }) => [name, input(name, { dtype: "float32", shape })]),
  );
}
