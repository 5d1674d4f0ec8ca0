import * as z from "zod";
import { checkArgument, nameSchema, recordSchema, unchecked } from "../arguments.ts";
import { requireBytes, requireFile } from "../data/numbers.ts";
import { isImageShape, requireShape, type SampleShape } from "../data/samples/shape.ts";
import { HourglassError } from "../errors.ts";
import { parseArchitecture } from "../model/architecture.ts";
import { buildArchitecture } from "../model/build.ts";
import { type Model, modelParameters, requireModel } from "../model/model.ts";
import { requireWeights, type Weights } from "../model/parameter.ts";
import { type Objective, objectiveSchema } from "../program/objective.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { visible } from "../validation.ts";
import { counted } from "../words.ts";
import { type Autoencoder, createAutoencoder } from "./autoencoder.ts";
import { decodeSafetensors, encodeSafetensors, requireTensor, type TensorFile } from "./safetensors.ts";

/** A model with its weights. */
export type SavedModel = Pick<Autoencoder, "model" | "weights">;

const savedSchema = z.object({ model: unchecked<unknown>(), weights: unchecked<unknown>() });
const factsSchema = z.record(z.string(), z.string());

/**
 * An autoencoder as one safetensors file: the weights as tensors, and in the metadata, as JSON, the `architecture` and
 * the shape of its samples (`image_shape`, or `sample_shape` of others), so that {@link loadAutoencoder} needs nothing else. Other programs see a file of named tensors.
 * @param facts more of the metadata, such as where the weights come from
 * @throws HourglassError where the model has no architecture, or the weights are of another model
 */
export function saveAutoencoder(
  saved: SavedModel,
  facts: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const call = "saveAutoencoder";
  checkArgument(savedSchema, saved, call, "autoencoder");
  checkArgument(factsSchema, facts, call, "facts");
  const model = requireModel(saved.model, call);
  const weights = requireWeights(modelParameters(model), saved.weights, call);
  const { architecture, sampleShape } = model;
  if (architecture === undefined) {
    throw new HourglassError(
      `saveAutoencoder: the model ${model.name} was put together from layers, which a file cannot hold: ` +
        "build it with buildArchitecture",
    );
  }
  const tensors = new Map(
    modelParameters(model).map(({ name, shape }) => [
      name,
      { shape, data: weights.get(name) as Float32Array },
    ]),
  );
  return encodeSafetensors({
    tensors,
    metadata: {
      ...facts,
      format: "hourglass",
      model: model.name,
      architecture: JSON.stringify(architecture),
      [shapeField(sampleShape)]: JSON.stringify(sampleShape),
    },
  });
}

/**
 * The model and the weights that {@link saveAutoencoder} has put into a file, with all that its metadata say.
 * @param file its name, for messages
 * @throws HourglassError when the file is damaged, or does not describe its model
 */
export function decodeAutoencoder(
  bytes: Uint8Array,
  file = "the file",
): SavedModel & Pick<TensorFile, "metadata"> {
  requireFile(bytes, file, "decodeAutoencoder");
  const content = decodeSafetensors(bytes, file);
  const {
    architecture: layers,
    image_shape: imageShape,
    sample_shape: sampleShape = imageShape,
  } = content.metadata;
  if (layers === undefined || sampleShape === undefined) {
    throw new HourglassError(
      `${file} does not describe its model: expected architecture and image_shape in its metadata, as saveAutoencoder writes ` +
        `them, found ${tensorWords(content)}; build the model yourself and give createAutoencoder the tensors, ` +
        "by the names of its parameters, or open the run that the file belongs to",
    );
  }
  const architecture = parseArchitecture(parseJson(layers), `${file}: architecture`);
  const model = buildArchitecture(
    architecture,
    requireShape(parseJson(sampleShape), file, sampleShape === imageShape ? "image_shape" : "sample_shape"),
  );
  return { model, weights: weightsOf(model, content, file), metadata: content.metadata };
}

/** The field of the metadata that has a shape: images had theirs before other samples came. */
function shapeField(shape: SampleShape): "image_shape" | "sample_shape" {
  return isImageShape(shape) ? "image_shape" : "sample_shape";
}

export interface LoadAutoencoderOptions {
  /** The file's name, for messages. */
  readonly file?: string;
  /** What it was trained by, which only the bounds of a Gaussian code depend on. */
  readonly objective?: Objective;
}

const optionsSchema = recordSchema<LoadAutoencoderOptions>({
  file: nameSchema.exactOptional(),
  objective: objectiveSchema.exactOptional(),
});

/**
 * An autoencoder from the bytes of a file that {@link saveAutoencoder} made, or of a run's `model.safetensors`.
 * @throws HourglassError when the file is damaged, or does not describe its model
 */
export async function loadAutoencoder(
  runtime: Runtime,
  bytes: Uint8Array,
  options: LoadAutoencoderOptions = {},
): Promise<Autoencoder> {
  requireRuntime(runtime, "loadAutoencoder");
  requireBytes(bytes, "loadAutoencoder", "bytes");
  const { file, objective } = checkArgument(optionsSchema, options, "loadAutoencoder", "options");
  const { model, weights } = decodeAutoencoder(bytes, file);
  return createAutoencoder(runtime, model, weights, objective);
}

/**
 * The weights of a model among the tensors of a file.
 * @throws HourglassError naming the file and a tensor that is missing or of another shape
 */
export function weightsOf(model: Model, content: TensorFile, file: string): Weights {
  const parameters = modelParameters(model);
  if (!parameters.some(({ name }) => content.tensors.has(name))) {
    const expected = new Map(parameters.map((parameter) => [parameter.name, parameter]));
    throw new HourglassError(
      `${file} is of another model: expected ${tensorWords({ tensors: expected })}, found ${tensorWords(content)}; ` +
        "give the tensors these names and shapes, or the file that was saved with the model",
    );
  }
  const weights = parameters.map(
    ({ name, shape }) => [name, requireTensor(content, name, shape, file)] as const,
  );
  return requireWeights(parameters, new Map(weights), file);
}

/** In a message, the first few stand for all. */
const shownTensors = 4;

/** `6 tensors (fc1.weight [32, 784], fc1.bias [32], ...)` */
function tensorWords({
  tensors,
}: {
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>;
}): string {
  const shown = [...tensors]
    .slice(0, shownTensors)
    .map(([name, { shape }]) => `${visible(name)} [${shape.join(", ")}]`);
  const more = tensors.size > shownTensors ? ", ..." : "";
  return tensors.size === 0
    ? "no tensors"
    : `${counted(tensors.size, "tensor")} (${shown.join(", ")}${more})`;
}

function parseJson(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
