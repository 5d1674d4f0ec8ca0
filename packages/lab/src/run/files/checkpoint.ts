import { createHash } from "node:crypto";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  requireTensor,
  type StoredTensor,
  type TensorFile,
} from "hourglass-core/internal/inference/safetensors.ts";
import { type Layered, networkParameters } from "hourglass-core/internal/model/network.ts";
import type { OptimizerOptions } from "hourglass-core/internal/program/optimizers/optimizers.ts";
import { stateTensors } from "hourglass-core/internal/program/trainer-state.ts";
import { historySchema } from "hourglass-core/internal/training/epoch.ts";
import type { TrainingState } from "hourglass-core/internal/training/state.ts";
import { checkValue } from "hourglass-core/internal/validation.ts";
import * as z from "zod";

/** Before the name of a parameter as it was after the best epoch. */
const bestPrefix = "best.";

const counterSchema = z.int().min(0);
const progressSchema = z.strictObject({
  step: counterSchema,
  imagesOfEpoch: counterSchema,
  lossOfEpoch: z.number(),
  secondsOfEpoch: z.number().min(0),
  history: historySchema,
});

/** Where a training state belongs, by SHA-256 (hex). */
export interface CheckpointOrigin {
  /** The training whose state it is, as `trainingIdentity` has it. */
  readonly training: string;
  /** The data that it is trained on. */
  readonly data: string;
}

/** What a checkpoint says of itself, beside the state; files of earlier versions say nothing. */
export interface CheckpointFacts extends Partial<CheckpointOrigin> {
  /** Whether its own checksum is in it, which is right then. */
  readonly hasChecksum: boolean;
}

/**
 * A training state as one safetensors file, which says where it belongs and has the checksum of its content: one file cannot
 * be half old and half new.
 */
export function encodeCheckpoint(
  network: Layered,
  optimizer: OptimizerOptions,
  state: TrainingState,
  origin?: CheckpointOrigin,
): Uint8Array {
  const { tensors, best, ...progress } = state;
  const stored = new Map<string, StoredTensor>();
  for (const { name, shape } of stateTensors(network, optimizer)) {
    stored.set(name, { shape, data: tensors.get(name) as Float32Array });
    const bestValues = best?.get(name);
    if (bestValues !== undefined) stored.set(bestPrefix + name, { shape, data: bestValues });
  }
  const metadata: Record<string, string> = { progress: JSON.stringify(progress) };
  if (origin !== undefined) {
    metadata["training_sha256"] = origin.training;
    metadata["data_sha256"] = origin.data;
  }
  const content = { tensors: stored, metadata };
  return encodeSafetensors({
    tensors: stored,
    metadata: { ...metadata, content_sha256: contentSha256(content) },
  });
}

/** Of names, numbers and what is said of them; the order of tensors in a file makes no difference. */
function contentSha256({ tensors, metadata }: TensorFile): string {
  const { content_sha256: _, ...facts } = metadata;
  const hash = createHash("sha256").update(JSON.stringify(Object.entries(facts).sort()));
  for (const name of [...tensors.keys()].sort()) {
    const { data } = tensors.get(name) as StoredTensor;
    hash.update(`\0${name}\0`).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest("hex");
}

/**
 * The training state of a checkpoint, with what the file says of itself.
 * @param file its name, for messages
 * @throws HourglassError when the file is damaged or of another model
 */
export function readCheckpoint(
  network: Layered,
  optimizer: OptimizerOptions,
  bytes: Uint8Array,
  file: string,
): { readonly state: TrainingState; readonly facts: CheckpointFacts } {
  const content = decodeSafetensors(bytes, file);
  const {
    progress: text,
    training_sha256: training,
    data_sha256: data,
    content_sha256: sum,
  } = content.metadata;
  if (sum !== undefined && sum !== contentSha256(content)) {
    throw new HourglassError(
      `${file} is damaged: its content has another SHA-256 than it says of itself; train the run anew`,
    );
  }
  const progress = checkValue(progressSchema, parseJson(text), `${file} does not tell where training stood`);
  const find = (name: string, shape: readonly number[]): Float32Array =>
    requireTensor(content, name, shape, file);
  const parameters = networkParameters(network);
  const tensors = new Map(
    stateTensors(network, optimizer).map(({ name, shape }) => [name, find(name, shape)]),
  );
  const hasBest = parameters.some(({ name }) => content.tensors.has(bestPrefix + name));
  const state = {
    ...progress,
    tensors,
    ...(hasBest
      ? { best: new Map(parameters.map(({ name, shape }) => [name, find(bestPrefix + name, shape)])) }
      : {}),
  };
  const facts = {
    hasChecksum: sum !== undefined,
    ...(training === undefined ? {} : { training }),
    ...(data === undefined ? {} : { data }),
  };
  return { state, facts };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
