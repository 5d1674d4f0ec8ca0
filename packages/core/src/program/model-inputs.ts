import type { ProgramInput } from "../graph/onnx/serialise.ts";
import { oneHot } from "../graph/operators/one-hot.ts";
import { input } from "../graph/operators/source.ts";
import { conditionOfLayers, withCondition } from "../model/condition.ts";
import type { Layer } from "../model/layer.ts";
import type { ParameterValues } from "../model/model.ts";
import type { Noise } from "../model/noise.ts";
import type { Parameter } from "../model/parameter.ts";
import { labelInputs } from "./labels.ts";
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
 * @param layers those that are run: where one of them is told the class of each sample, `labels` int32 follows what is asked about
 */
export function modelInputs(
  asked: readonly ProgramInput[],
  tensors: readonly NamedShape[],
  layers: readonly Layer[] = [],
): ModelInputs {
  const own = tensorInputs(tensors);
  const classes = conditionOfLayers(layers);
  const labels = labelInputs({ classes }, asked[0]?.value.shape[0] ?? 1);
  const [label] = labels;
  const parameters = label === undefined ? own : withCondition(own, oneHot(label.value, classes as number));
  const { noise, inputs, requests } = givenNoise();
  const described = Array.from(own, ([name, value]) => ({ value, description: name }));
  return {
    parameters,
    noise,
    listed: () => ({ inputs: [...asked, ...labels, ...described, ...inputs()], noise: requests() }),
  };
}

type NamedShape = Pick<Parameter, "name" | "shape">;

/** A float32 input for each tensor, under its name. */
export function tensorInputs(tensors: readonly NamedShape[]): ParameterValues {
  return new Map(tensors.map(({ name, shape }) => [name, input(name, { dtype: "float32", shape })]));
}
