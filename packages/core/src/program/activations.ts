import type { Program, ProgramOutput } from "../graph/onnx/serialise.ts";
import type { Value } from "../graph/value.ts";
import { codeOf } from "../model/codes/codes.ts";
import { type Model, modelParameters } from "../model/model.ts";
import { layersOf } from "../model/network.ts";
import { layerResults } from "./layer-results.ts";
import { modelInputs } from "./model-inputs.ts";
import { readSamples, sampleInput } from "./samples.ts";

/**
 * What every layer of a model makes of samples: `images` uint8 `[batch, sampleSize]` (of other samples floats in their own units),
 * and the model's parameters as further inputs, to float32 `[batch, ...]` under the name of each layer. The last layer of the
 * encoder gives the code, `[batch, latentSize]`, and what follows it is what the decoder makes of that.
 */
export function activationsProgram(model: Model): Program {
  const given = sampleInput(model, "batch");
  const { parameters, listed } = modelInputs([given], modelParameters(model), layersOf(model));
  const encoded = layerResults(model.encoder, parameters, readSamples(model, parameters, given.value));
  const last = model.encoder.at(-1)?.name ?? "";
  const code = codeOf(model).code(encoded.get(last) as Value);
  const decoded = layerResults(model.decoder, parameters, code);
  return {
    name: "activations",
    description: `What the layers of a ${model.name} autoencoder give.`,
    inputs: listed().inputs,
    outputs: Array.from(
      new Map([...encoded, [last, code], ...decoded]),
      ([name, value]): ProgramOutput => ({ name, value, description: `after ${name}` }),
    ),
  };
}
