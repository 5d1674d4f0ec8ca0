import type { Program } from "../graph/onnx/serialise.ts";
import { input } from "../graph/operators/source.ts";
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
import { parameterInputs } from "./parameters.ts";

/**
 * `images` float32 `[batch, imageSize]` in [0, 1] to `codes` float32 `[batch, latentSize]`.
 * @throws HourglassError on what is no model, and on weights of another
 */
export function encoderProgram(model: Model, weights: Weights): Program {
  return withWeights(openEncoderProgram, model, weights, "encoderProgram");
}

/** {@link encoderProgram} with the parameters that it needs as further inputs. */
export function openEncoderProgram(model: Model): Program {
  const images = imagesInput(model);
  const parameters = parameterInputs(model);
  return coderProgram("encoder", model, parameters, images, {
    name: "codes",
    value: encode(model, parameters, images),
  });
}

/**
 * `codes` float32 `[batch, latentSize]` to `reconstructions` float32 `[batch, imageSize]`, in [0, 1] where the output is the sigmoid.
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
    value: decode(model, parameters, codes),
  });
}

/**
 * `images` float32 `[batch, imageSize]` in [0, 1] to `reconstructions` of the same type.
 * @throws HourglassError on what is no model, and on weights of another
 */
export function autoencoderProgram(model: Model, weights: Weights): Program {
  return withWeights(openAutoencoderProgram, model, weights, "autoencoderProgram");
}

function openAutoencoderProgram(model: Model): Program {
  const images = imagesInput(model);
  const parameters = parameterInputs(model);
  return coderProgram("autoencoder", model, parameters, images, {
    name: "reconstructions",
    value: decode(model, parameters, encode(model, parameters, images)),
  });
}

function withWeights(open: (model: Model) => Program, model: Model, weights: Weights, call: string): Program {
  requireModel(model, call);
  return { ...open(model), weights: requireWeights(modelParameters(model), weights, call) };
}

function imagesInput(model: Model): Value {
  return input("images", { dtype: "float32", shape: ["batch", model.imageSize] });
}

/** What an input or a result is, for those who open the file. */
const descriptions = {
  images: "images, pixels in [0, 1], row-major",
  codes: "latent codes",
  reconstructions: "reconstructed images, row-major",
} as const;

function descriptionOf(name: keyof typeof descriptions, model: Model): string {
  const { range } = outputOf(model);
  return name === "reconstructions"
    ? `reconstructed images, pixels in ${range}, row-major`
    : descriptions[name];
}

/** A program with one input and one result; of the model's parameters it asks for those that the result needs. */
function coderProgram(
  part: "encoder" | "decoder" | "autoencoder",
  model: Model,
  parameters: ParameterValues,
  given: Value,
  output: { readonly name: keyof typeof descriptions; readonly value: Value },
): Program {
  const layers = part === "autoencoder" ? [...model.encoder, ...model.decoder] : model[part];
  const names = new Set(layers.flatMap((layer) => layer.parameters.map(({ name }) => name)));
  const used = [...parameters].filter(([name]) => names.has(name));
  const inputName = part === "decoder" ? "codes" : "images";
  return {
    name: part,
    description: `The ${part} of a ${model.name} autoencoder: ${inputName} to ${output.name}.`,
    inputs: [
      { value: given, description: descriptions[inputName] },
      ...used.map(([name, value]) => ({ value, description: name })),
    ],
    outputs: [{ ...output, description: descriptionOf(output.name, model) }],
  };
}
