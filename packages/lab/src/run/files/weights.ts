import { decodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { weightsOf } from "hourglass-core/internal/inference/saved.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";

/** A safetensors file of weights. */
export interface WeightsFile {
  /** Its name, for messages. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Where they come from, where that is known. */
  readonly origin?: WeightsOrigin;
}

/** Where weights come from, in the words of whoever looks at a run later. */
export interface WeightsOrigin {
  /** The name of the run's folder, or of the file. */
  readonly name: string;
  /** Of a run: its model, and the data that it was trained on. */
  readonly model?: string;
  readonly dataset?: string;
}

/**
 * The parameters of a model from a safetensors file.
 * @throws HourglassError naming the file and a tensor that is missing or of another shape
 */
export function decodeWeights(model: Model, bytes: Uint8Array, file: string): Weights {
  return weightsOf(model, decodeSafetensors(bytes, file), file);
}
