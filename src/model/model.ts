import { clip } from "../graph/operators/selection.ts";
import { slice } from "../graph/operators/slicing.ts";
import { ShapeError } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import { createRandom } from "../random/random.ts";
import type { Architecture } from "./architecture.ts";
import type { FeatureShape, Layer, TrainingPass } from "./layer.ts";
import type { Parameter, Weights } from "./parameter.ts";
import { featureCount } from "./reshaping.ts";

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
  /**
   * What the encoder gives: the code, or mean and logarithm of the variance of a normal distribution over codes,
   * `[batch, 2 latentSize]`, of which the mean is the code and training draws samples.
   */
  readonly code: "deterministic" | "gaussian";
  readonly encoder: readonly Layer[];
  readonly decoder: readonly Layer[];
  /** What it was built from; absent where it was put together from layers. */
  readonly architecture?: Architecture;
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
  code: Model["code"] = "deterministic",
): Model {
  const imageSize = imageShape.height * imageShape.width * imageShape.channels;
  const encoded = chain([imageSize], "the image", encoder);
  if (encoded.shape.length !== 1) {
    throw new ShapeError(`${encoded.from} gives [${batched(encoded.shape)}], but a code is [batch, values]`);
  }
  const encodedSize = featureCount(encoded.shape);
  const latentSize = code === "gaussian" ? encodedSize / 2 : encodedSize;
  const decoded = chain([latentSize], code === "gaussian" ? "the code" : encoded.from, decoder);
  if (decoded.shape.join() !== String(imageSize)) {
    throw new ShapeError(
      `${decoded.from} gives [${batched(decoded.shape)}], but the image is [batch, ${imageSize}]`,
    );
  }
  return { name, imageShape, imageSize, latentSize, code, encoder, decoder };
}

/** The shape after `layers`, and what gives it. @throws ShapeError naming both where one does not follow the other */
function chain(
  shape: FeatureShape,
  from: string,
  layers: readonly Layer[],
): { readonly shape: FeatureShape; readonly from: string } {
  return layers.reduce(
    (before, layer) => {
      if (layer.inputShape.join() !== before.shape.join()) {
        throw new ShapeError(
          `layer ${layer.name} takes [${batched(layer.inputShape)}], but ${before.from} gives [${batched(before.shape)}]`,
        );
      }
      return { shape: layer.outputShape, from: `layer ${layer.name}` };
    },
    { shape, from },
  );
}

const batched = (shape: FeatureShape): string => ["batch", ...shape].join(", ");

/** Every parameter in the order of the layers, those that are not trainable included; one that layers share comes once. */
export function modelParameters({
  encoder,
  decoder,
}: Pick<Model, "encoder" | "decoder">): readonly Parameter[] {
  return [...new Set([...encoder, ...decoder].flatMap((layer) => layer.parameters))];
}

/** The number of trainable values. */
export function parameterCount(model: Pick<Model, "encoder" | "decoder">): number {
  return modelParameters(model)
    .filter(({ trainable }) => trainable)
    .reduce((total, { shape }) => total + featureCount(shape), 0);
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

/** `[batch, imageSize]` pixels in [0, 1] to `[batch, latentSize]` codes: for a Gaussian code, to the means. */
export function encode(
  model: Model,
  parameters: ParameterValues,
  images: Value,
  training?: TrainingPass,
): Value {
  return model.code === "gaussian"
    ? encodePosterior(model, parameters, images, training).mean
    : applyLayers(model.encoder, parameters, images, training);
}

/** A normal distribution over codes with a diagonal covariance, both `[batch, latentSize]`. */
export interface Posterior {
  readonly mean: Value;
  readonly logVariance: Value;
}

/** Beyond it the variance would leave the range of float32 within a few steps; no trained code comes near. */
const largestLogVariance = 20;

/** The distribution over codes that the encoder of a model with a Gaussian code gives for each image. */
export function encodePosterior(
  model: Model,
  parameters: ParameterValues,
  images: Value,
  training?: TrainingPass,
): Posterior {
  const both = applyLayers(model.encoder, parameters, images, training);
  const { latentSize } = model;
  return {
    mean: slice(both, 1, 0, latentSize),
    logVariance: clip(slice(both, 1, latentSize, 2 * latentSize), -largestLogVariance, largestLogVariance),
  };
}

/** `[batch, latentSize]` codes to the `[batch, imageSize]` logits of the reconstructions. */
export function decodeToLogits(
  model: Model,
  parameters: ParameterValues,
  codes: Value,
  training?: TrainingPass,
): Value {
  return applyLayers(model.decoder, parameters, codes, training);
}

function applyLayers(
  layers: readonly Layer[],
  parameters: ParameterValues,
  input: Value,
  training: TrainingPass | undefined,
): Value {
  return layers.reduce((x, layer) => {
    const values = layer.parameters.map(({ name }) => parameters.get(name) as Value);
    return layer.apply(x, values, training);
  }, input);
}
