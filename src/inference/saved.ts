import { z } from "zod";
import { decodeSafetensors, encodeSafetensors, requireTensor, type TensorFile } from "../data/safetensors.ts";
import { HourglassError } from "../errors.ts";
import { parseArchitecture } from "../model/architecture.ts";
import { buildArchitecture } from "../model/build.ts";
import { type Model, modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import type { Objective } from "../program/objective.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type Autoencoder, createAutoencoder } from "./autoencoder.ts";

/** A model with its weights. */
export type SavedModel = Pick<Autoencoder, "model" | "weights">;

const size = z.int().min(1);
const imageShapeSchema = z.strictObject({ height: size, width: size, channels: size });

/**
 * An autoencoder as one safetensors file: the weights as tensors, and in the metadata, as JSON, the `architecture` and
 * the `image_shape`, so that {@link loadAutoencoder} needs nothing else. Other programs see a file of named tensors.
 * @param facts more of the metadata, such as where the weights come from
 * @throws HourglassError where the model has no architecture, or the weights are of another model
 */
export function saveAutoencoder(
  { model, weights }: SavedModel,
  facts: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const { architecture, imageShape } = model;
  if (architecture === undefined) {
    throw new HourglassError(
      `saveAutoencoder: the model ${model.name} was put together from layers, which a file cannot hold: ` +
        "build it with buildArchitecture",
    );
  }
  const { height, width, channels } = imageShape;
  const tensors = new Map(
    modelParameters(model).map(({ name, shape }) => {
      const data = weights.get(name);
      const count = shape.reduce((product, length) => product * length, 1);
      if (data?.length !== count) {
        const found = data === undefined ? "nothing" : `${data.length}`;
        throw new HourglassError(
          `saveAutoencoder: expected ${count} values of ${name}, found ${found}: the weights are of another model`,
        );
      }
      return [name, { shape, data }];
    }),
  );
  return encodeSafetensors({
    tensors,
    metadata: {
      ...facts,
      format: "hourglass",
      model: model.name,
      architecture: JSON.stringify(architecture),
      image_shape: JSON.stringify({ height, width, channels }),
    },
  });
}

/**
 * The model and the weights that {@link saveAutoencoder} has put into a file.
 * @param file its name, for messages
 * @throws HourglassError when the file is damaged, or does not describe its model
 */
export function decodeAutoencoder(bytes: Uint8Array, file = "the file"): SavedModel {
  const content = decodeSafetensors(bytes, file);
  const { architecture: layers, image_shape: shape } = content.metadata;
  const imageShape = imageShapeSchema.safeParse(parseJson(shape));
  if (layers === undefined || !imageShape.success) {
    throw new HourglassError(
      `${file} does not describe its model: expected architecture and image_shape in its metadata; ` +
        "build the model yourself and give it the tensors, or open the run that the file belongs to",
    );
  }
  const architecture = parseArchitecture(parseJson(layers), `${file}: architecture`);
  const model = buildArchitecture(architecture, imageShape.data);
  return { model, weights: weightsOf(model, content, file) };
}

export interface LoadAutoencoderOptions {
  /** The file's name, for messages. */
  readonly file?: string;
  /** What it was trained by, which only the bounds of a Gaussian code depend on. */
  readonly objective?: Objective;
}

/**
 * An autoencoder from the bytes of a file that {@link saveAutoencoder} made, or of a run's `model.safetensors`.
 * @throws HourglassError when the file is damaged, or does not describe its model
 */
export async function loadAutoencoder(
  runtime: Runtime,
  bytes: Uint8Array,
  { file, objective }: LoadAutoencoderOptions = {},
): Promise<Autoencoder> {
  const { model, weights } = decodeAutoencoder(bytes, file);
  return createAutoencoder(runtime, model, weights, objective);
}

/**
 * The weights of a model among the tensors of a file.
 * @throws HourglassError naming the file and a tensor that is missing or of another shape
 */
export function weightsOf(model: Model, content: TensorFile, file: string): Weights {
  return new Map(
    modelParameters(model).map(({ name, shape }) => [name, requireTensor(content, name, shape, file)]),
  );
}

function parseJson(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
