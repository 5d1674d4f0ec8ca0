import type { Program } from "../graph/onnx/serialise.ts";
import { sigmoid } from "../graph/operators/functions.ts";
import { input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { decodeToLogits, encode, type Model, type ParameterValues } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { parameterInputs } from "./parameters.ts";

/** `images` float32 `[batch, imageSize]` in [0, 1] to `codes` float32 `[batch, latentSize]`. */
export function encoderProgram(model: Model, weights: Weights): Program {
  const images = imagesInput(model);
  const parameters = parameterInputs(model);
  return coderProgram("encoder", model, weights, parameters, images, {
    name: "codes",
    value: encode(model, parameters, images),
  });
}

/** `codes` float32 `[batch, latentSize]` to `reconstructions` float32 `[batch, imageSize]` in [0, 1]. */
export function decoderProgram(model: Model, weights: Weights): Program {
  const codes = input("codes", { dtype: "float32", shape: ["batch", model.latentSize] });
  const parameters = parameterInputs(model);
  return coderProgram("decoder", model, weights, parameters, codes, {
    name: "reconstructions",
    value: sigmoid(decodeToLogits(model, parameters, codes)),
  });
}

/** `images` float32 `[batch, imageSize]` in [0, 1] to `reconstructions` of the same type. */
export function autoencoderProgram(model: Model, weights: Weights): Program {
  const images = imagesInput(model);
  const parameters = parameterInputs(model);
  return coderProgram("autoencoder", model, weights, parameters, images, {
    name: "reconstructions",
    value: sigmoid(decodeToLogits(model, parameters, encode(model, parameters, images))),
  });
}

function imagesInput(model: Model): Value {
  return input("images", { dtype: "float32", shape: ["batch", model.imageSize] });
}

/** What an input or a result is, for those who open the file. */
const descriptions = {
  images: "images, pixels in [0, 1], row-major",
  codes: "latent codes",
  reconstructions: "reconstructed images, pixels in [0, 1], row-major",
} as const;

/** A program with one input and one result; of the model's weights it holds those that the result needs. */
function coderProgram(
  part: "encoder" | "decoder" | "autoencoder",
  model: Model,
  weights: Weights,
  parameters: ParameterValues,
  given: Value,
  output: { readonly name: keyof typeof descriptions; readonly value: Value },
): Program {
  const layers = part === "autoencoder" ? [...model.encoder, ...model.decoder] : model[part];
  const names = new Set(layers.flatMap((layer) => layer.parameters.map(({ name }) => name)));
  const used = [...parameters].filter(([name]) => names.has(name));
  const asked = part === "decoder" ? "codes" : "images";
  return {
    name: part,
    description: `The ${part} of a ${model.name} autoencoder: ${asked} to ${output.name}.`,
    inputs: [
      { value: given, description: descriptions[asked] },
      ...used.map(([name, value]) => ({ value, description: name })),
    ],
    outputs: [{ ...output, description: descriptions[output.name] }],
    weights,
  };
}
