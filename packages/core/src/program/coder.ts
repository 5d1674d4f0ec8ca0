import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import type { Program } from "../graph/onnx/serialise.ts";
import { input, inputLabel } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import {
  decode,
  encode,
  type Model,
  modelParameters,
  type ParameterValues,
  requireModel,
} from "../model/model.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import { requireWeights, type Weights } from "../model/parameter.ts";
import { scalingParameters } from "../model/scaling.ts";
import { parameterInputs, programInputs } from "./parameters.ts";
import { standardise, writeSamples } from "./samples.ts";

/**
 * `images` float32 `[batch, sampleSize]` in [0, 1] (of other samples under their name, in their own units) to `codes` float32 `[batch, latentSize]`.
 * @throws HourglassError on what is no model, and on weights of another
 */
export function encoderProgram(model: Model, weights: Weights): Program {
  return withWeights(openEncoderProgram, model, weights, "encoderProgram");
}

/** {@link encoderProgram} with the parameters that it needs as further inputs. */
export function openEncoderProgram(model: Model): Program {
  const samples = samplesInput(model);
  const parameters = parameterInputs(model);
  return coderProgram("encoder", model, parameters, samples, {
    name: "codes",
    value: encode(model, parameters, standardise(model, parameters, samples)),
  });
}

/**
 * `codes` float32 `[batch, latentSize]` to `reconstructions` float32 `[batch, sampleSize]`, in [0, 1] where the output is the sigmoid; of samples
 * that are not images in their own units.
 * @throws HourglassError on what is no model, and on weights of another
 */
export function decoderProgram(model: Model, weights: Weights): Program {
  return withWeights(openDecoderProgram, model, weights, "decoderProgram");
}

/** {@link decoderProgram} with the parameters that it needs as further inputs. */
export function openDecoderProgram(model: Model): Program {
  const codes = input("codes", { dtype: "float32", shape: ["batch", model.latentSize] });
  const parameters = parameterInputs(model);
  return coderProgram("decoder", model, parameters, codes, {
    name: "reconstructions",
    value: writeSamples(model, parameters, decode(model, parameters, codes)),
  });
}

/**
 * `images` float32 `[batch, sampleSize]` in [0, 1] to `reconstructions` of the same type.
 * @throws HourglassError on what is no model, and on weights of another
 */
export function autoencoderProgram(model: Model, weights: Weights): Program {
  return withWeights(openAutoencoderProgram, model, weights, "autoencoderProgram");
}

function openAutoencoderProgram(model: Model): Program {
  const samples = samplesInput(model);
  const parameters = parameterInputs(model);
  const codes = encode(model, parameters, standardise(model, parameters, samples));
  return coderProgram("autoencoder", model, parameters, samples, {
    name: "reconstructions",
    value: writeSamples(model, parameters, decode(model, parameters, codes)),
  });
}

function withWeights(open: (model: Model) => Program, model: Model, weights: Weights, call: string): Program {
  requireModel(model, call);
  return { ...open(model), weights: requireWeights(modelParameters(model), weights, call) };
}

/** Samples as floats: pixels in [0, 1], other numbers in their own units; `[batch, sampleSize]`. */
export function samplesInput({ sampleShape, sampleSize }: Model): Value {
  return input(kindOfSamples(sampleShape).plural, { dtype: "float32", shape: ["batch", sampleSize] });
}

/** What an input or a result is, for those who open the file. */
export function descriptionOf(what: "samples" | "codes" | "reconstructions", model: Model): string {
  if (what === "codes") return "latent codes";
  const { plural, value, bounded } = kindOfSamples(model.sampleShape);
  const range = what === "samples" ? "[0, 1]" : outputOf(model).range;
  const units = bounded ? `${value.many} in ${range}` : "in their own units";
  return `${what === "samples" ? plural : `reconstructed ${plural}`}, ${units}, row-major`;
}

/** A program with one input and one result; of the model's parameters it asks for those that the result needs. */
function coderProgram(
  part: "encoder" | "decoder" | "autoencoder",
  model: Model,
  parameters: ParameterValues,
  given: Value,
  output: { readonly name: "codes" | "reconstructions"; readonly value: Value },
): Program {
  const layers = part === "autoencoder" ? [...model.encoder, ...model.decoder] : model[part];
  const ofLayers = layers.flatMap((layer) => layer.parameters.map(({ name }) => name));
  const names = new Set([...ofLayers, ...scalingParameters(model).map(({ name }) => name)]);
  const used = [...parameters].filter(([name]) => names.has(name));
  const what = part === "decoder" ? "codes" : "samples";
  return {
    name: part,
    description: `The ${part} of a ${model.name} autoencoder: ${inputLabel(given)} to ${output.name}.`,
    inputs: [{ value: given, description: descriptionOf(what, model) }, ...programInputs(used)],
    outputs: [{ ...output, description: descriptionOf(output.name, model) }],
  };
}
