import { z } from "zod";
import {
  decodeSafetensors,
  encodeSafetensors,
  requireTensor,
  type StoredTensor,
} from "../data/safetensors.ts";
import { HourglassError } from "../errors.ts";
import { type Model, modelParameters } from "../model/model.ts";
import { stateTensors } from "../program/trainer.ts";
import type { TrainingState } from "../training/state.ts";

/** Before the name of a parameter as it was after the best epoch. */
const bestPrefix = "best.";

const counterSchema = z.number().int().min(0);
const progressSchema = z.object({
  step: counterSchema,
  imagesOfEpoch: counterSchema,
  lossOfEpoch: z.number(),
  secondsOfEpoch: z.number(),
  history: z.array(
    z.object({
      epoch: counterSchema,
      trainingLoss: z.number(),
      validationLoss: z.number().exactOptional(),
      validationReconstruction: z.number().exactOptional(),
      validationPenalty: z.number().exactOptional(),
      seconds: z.number(),
      imagesPerSecond: z.number(),
    }),
  ),
});

/** A training state as one safetensors file: one file cannot be half old and half new. */
export function encodeCheckpoint(model: Model, state: TrainingState): Uint8Array {
  const { tensors, best, ...progress } = state;
  const stored = new Map<string, StoredTensor>();
  for (const { name, shape } of stateTensors(model)) {
    stored.set(name, { shape, data: tensors.get(name) as Float32Array });
    const bestValues = best?.get(name);
    if (bestValues !== undefined) stored.set(bestPrefix + name, { shape, data: bestValues });
  }
  return encodeSafetensors({ tensors: stored, metadata: { progress: JSON.stringify(progress) } });
}

/**
 * The training state of a checkpoint.
 * @param file its name, for messages
 * @throws HourglassError when the file is damaged or of another model
 */
export function decodeCheckpoint(model: Model, bytes: Uint8Array, file: string): TrainingState {
  const content = decodeSafetensors(bytes, file);
  const progress = progressSchema.safeParse(parseJson(content.metadata["progress"]));
  if (!progress.success)
    throw new HourglassError(`${file} is no checkpoint: it does not tell where training stood`);
  const find = (name: string, shape: readonly number[]): Float32Array =>
    requireTensor(content, name, shape, file);
  const parameters = modelParameters(model);
  const state = new Map(stateTensors(model).map(({ name, shape }) => [name, find(name, shape)]));
  const hasBest = parameters.some(({ name }) => content.tensors.has(bestPrefix + name));
  return {
    ...progress.data,
    tensors: state,
    ...(hasBest
      ? { best: new Map(parameters.map(({ name, shape }) => [name, find(bestPrefix + name, shape)])) }
      : {}),
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
