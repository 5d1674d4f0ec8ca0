import { decodeSafetensors, encodeSafetensors } from "../data/safetensors.ts";
import { weightsOf } from "../inference/saved.ts";
import { type Model, modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";

/** The parameters of a model as a safetensors file. */
export function encodeWeights(model: Model, weights: Weights): Uint8Array {
  const tensors = new Map(
    modelParameters(model).map(({ name, shape }) => [
      name,
      { shape, data: weights.get(name) as Float32Array },
    ]),
  );
  return encodeSafetensors({ tensors, metadata: { format: "hourglass", model: model.name } });
}

/**
 * The parameters of a model from a safetensors file.
 * @throws HourglassError naming the file and a tensor that is missing or of another shape
 */
export function decodeWeights(model: Model, bytes: Uint8Array, file: string): Weights {
  return weightsOf(model, decodeSafetensors(bytes, file), file);
}
