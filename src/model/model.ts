import { ShapeError } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import { createRandom } from "../random/random.ts";
import type { Layer } from "./layer.ts";
import type { Parameter, Weights } from "./parameter.ts";

/** The sizes of one image. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * An autoencoder: an encoder from `[batch, imageSize]` pixels in [0, 1] to `[batch, latentSize]` codes, and a decoder
 * from codes to `[batch, imageSize]` logits, of which the sigmoid is the reconstruction. Losses start from
 * the logits, where cross-entropy is exact.
 */
export interface Model {
  readonly name: string;
  readonly imageShape: ImageShape;
  readonly imageSize: number;
  readonly latentSize: number;
  readonly encoder: readonly Layer[];
  readonly decoder: readonly Layer[];
}

/**
 * An autoencoder from its layers.
 * @throws ShapeError naming two neighbouring layers whose sizes differ
 */
export function createModel(
  name: string,
  imageShape: ImageShape,
  encoder: readonly Layer[],
  decoder: readonly Layer[],
): Model {
  const imageSize = imageShape.height * imageShape.width * imageShape.channels;
  const latentSize = encoder.at(-1)?.outputSize ?? imageSize;
  let size = imageSize;
  let before = "the image";
  for (const layer of [...encoder, ...decoder]) {
    if (layer.inputSize !== size) {
      throw new ShapeError(
        `layer ${layer.name} takes [batch, ${layer.inputSize}], but ${before} gives [batch, ${size}]`,
      );
    }
    size = layer.outputSize;
    before = `layer ${layer.name}`;
  }
  if (size !== imageSize) {
    throw new ShapeError(`${before} gives [batch, ${size}], but the image is [batch, ${imageSize}]`);
  }
  return { name, imageShape, imageSize, latentSize, encoder, decoder };
}

export function modelParameters(model: Model): readonly Parameter[] {
  return [...model.encoder, ...model.decoder].flatMap((layer) => layer.parameters);
}

/** The number of trainable values. */
export function parameterCount(model: Model): number {
  return modelParameters(model).reduce((total, { shape }) => total + shape.reduce((a, b) => a * b, 1), 0);
}

/** Initial values: every parameter draws from a sequence of its own, so that its place does not matter. */
export function initialWeights(model: Model, seed: number): Weights {
  return new Map(
    modelParameters(model).map(({ name, initialize }) => [
      name,
      initialize(createRandom(seed, `weights ${name}`)),
    ]),
  );
}

/** Values of the parameters in a graph, by name. */
export type ParameterValues = ReadonlyMap<string, Value>;

/** `[batch, imageSize]` pixels in [0, 1] to `[batch, latentSize]` codes. */
export function encode(model: Model, parameters: ParameterValues, images: Value): Value {
  return applyLayers(model.encoder, parameters, images);
}

/** `[batch, latentSize]` codes to the `[batch, imageSize]` logits of the reconstructions. */
export function decodeToLogits(model: Model, parameters: ParameterValues, codes: Value): Value {
  return applyLayers(model.decoder, parameters, codes);
}

function applyLayers(layers: readonly Layer[], parameters: ParameterValues, input: Value): Value {
  return layers.reduce((x, layer) => {
    const values = layer.parameters.map(({ name }) => parameters.get(name) as Value);
    return layer.apply(x, values);
  }, input);
}
