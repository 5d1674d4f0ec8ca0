import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import type { Program } from "../graph/onnx/serialise.ts";
import { input, inputLabel } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import type { Layer } from "../model/layer.ts";
import {
  decode,
  encode,
  type Model,
  modelParameters,
  type ParameterValues,
  requireModel,
} from "../model/model.ts";
import { layersOf } from "../model/network.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import { type Parameter, requireWeights, type Weights } from "../model/parameter.ts";
import { scalingParameters } from "../model/scaling.ts";
import { modelInputs } from "./model-inputs.ts";
import { floatInput, floatWords, standardise, writeSamples } from "./samples.ts";

/**
 * `images` float32 `[batch, sampleSize]` in [0, 1] (of other samples under their name, in their own units) to `codes` float32 `[batch, latentSize]`.
 * @throws HourglassError on what is no model, and on weights of another
 */
export function encoderProgram(model: Model, weights: Weights): Program {
  return withWeights("encoder", model, weights);
}

/**
 * `codes` float32 `[batch, latentSize]` to `reconstructions` float32 `[batch, sampleSize]`, in [0, 1] where the output is the sigmoid; of samples
 * that are not images in their own units.
 * @throws HourglassError on what is no model, and on weights of another
 */
export function decoderProgram(model: Model, weights: Weights): Program {
  return withWeights("decoder", model, weights);
}

/**
 * `images` float32 `[batch, sampleSize]` in [0, 1] to `reconstructions` of the same type.
 * @throws HourglassError on what is no model, and on weights of another
 */
export function autoencoderProgram(model: Model, weights: Weights): Program {
  return withWeights("autoencoder", model, weights);
}

type Part = "encoder" | "decoder" | "autoencoder";

function withWeights(part: Part, model: Model, weights: Weights): Program {
  const call = `${part}Program`;
  requireModel(model, call);
  return { ...openProgram(part, model), weights: requireWeights(modelParameters(model), weights, call) };
}

/** What a part makes of what it is given. */
type Coding = (model: Model, parameters: ParameterValues, given: Value) => Value;

const codesOf: Coding = (model, parameters, samples) =>
  encode(model, parameters, standardise(model, parameters, samples));

const samplesOf: Coding = (model, parameters, codes) =>
  writeSamples(model, parameters, decode(model, parameters, codes));

const codings: Readonly<Record<Part, Coding>> = {
  encoder: codesOf,
  decoder: samplesOf,
  autoencoder: (model, parameters, samples) =>
    samplesOf(model, parameters, codesOf(model, parameters, samples)),
};

/** {@link encoderProgram} and the others with the parameters that they need as further inputs: {@link partParameters}. */
export function openProgram(part: Part, model: Model): Program {
  const { sampleShape, latentSize } = model;
  const codes = { name: "codes", description: "latent codes" };
  const reconstructions = {
    name: "reconstructions",
    description: floatWords(
      `reconstructed ${kindOfSamples(sampleShape).plural}`,
      model,
      outputOf(model).range,
    ),
  };
  const given =
    part === "decoder"
      ? { ...codes, value: input(codes.name, { dtype: "float32", shape: ["batch", latentSize] }) }
      : floatInput(model);
  const result = part === "encoder" ? codes : reconstructions;
  const { parameters, listed } = modelInputs([given], partParameters(part, model), partLayers(part, model));
  return {
    name: part,
    description: `The ${part} of a ${model.name} autoencoder: ${inputLabel(given.value)} to ${result.name}.`,
    inputs: listed().inputs,
    outputs: [{ ...result, value: codings[part](model, parameters, given.value) }],
  };
}

const partLayers = (part: Part, model: Model): readonly Layer[] =>
  part === "autoencoder" ? layersOf(model) : model[part];

/** The parameters of the layers of a part and of the scaling, in the order of {@link modelParameters}. */
export function partParameters(part: Part, model: Model): readonly Parameter[] {
  const used = [
    ...partLayers(part, model).flatMap(({ parameters }) => parameters),
    ...scalingParameters(model),
  ];
  const names = new Set(used.map(({ name }) => name));
  return modelParameters(model).filter(({ name }) => names.has(name));
}
