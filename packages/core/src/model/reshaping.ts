import { reshape, transpose } from "../graph/operators/shaping.ts";
import { inLayer, ShapeError } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import { counted } from "../words.ts";
import { type FeatureShape, guardedLayer, type Layer } from "./layer.ts";
import { requireFeatures } from "./layers/features.ts";

/** The number of values of an image's features. */
export function featureCount(shape: FeatureShape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The same values under another shape, in the same order: `[64, 7, 7]` to `[3136]` and back. */
export function reshaping(
  name: string,
  kind: "flatten" | "reshape",
  inputShape: FeatureShape,
  outputShape: FeatureShape,
): Layer {
  if (featureCount(inputShape) !== featureCount(outputShape)) {
    throw new ShapeError(
      `layer ${name} takes ${counted(featureCount(outputShape), "value")} to give [batch, ${outputShape.join(", ")}], ` +
        `but finds [batch, ${inputShape.join(", ")}], ${counted(featureCount(inputShape), "value")}`,
    );
  }
  return withoutParameters(name, kind, "reshape", inputShape, outputShape, (x) =>
    reshape(x, [batchOf(x), ...outputShape]),
  );
}

/**
 * Pixels as data sets have them, `[height, width, channels]` in one row, to `[channels, height, width]`; or to a series of
 * pixels, `[channels, length]`.
 */
export function imageToChannels(name: string, shape: FeatureShape): Layer {
  const [channels = 1, ...positions] = shape;
  const places = positions.map((_, index) => index + 1);
  return withoutParameters(name, "image", "image", [featureCount(shape)], shape, (x) => {
    if (channels === 1) return reshape(x, [batchOf(x), ...shape]);
    return transpose(reshape(x, [batchOf(x), ...positions, channels]), [0, places.length + 1, ...places]);
  });
}

/** The way back of {@link imageToChannels}. */
export function channelsToImage(name: string, shape: FeatureShape): Layer {
  const size = featureCount(shape);
  const places = shape.slice(1).map((_, index) => index + 2);
  return withoutParameters(name, "image", "image", shape, [size], (x) =>
    reshape(shape[0] === 1 ? x : transpose(x, [0, ...places, 1]), [batchOf(x), size]),
  );
}

/** A layer that learns nothing and multiplies nothing. */
export function withoutParameters(
  name: string,
  kind: string,
  words: string,
  inputShape: FeatureShape,
  outputShape: FeatureShape,
  apply: Layer["apply"],
): Layer {
  const sizes = inputShape.join() === outputShape.join() ? [inputShape] : [inputShape, outputShape];
  return guardedLayer({
    name,
    kind,
    description: `${words} ${sizes.map((shape) => shape.join(" x ")).join(" -> ")}`,
    parameters: [],
    stacked: false,
    inputShape,
    outputShape,
    multiplyAdds: 0,
    apply: (x, parameters, training) =>
      inLayer(name, () => {
        requireFeatures(x, inputShape);
        return apply(x, parameters, training);
      }),
  });
}

const batchOf = (x: Value): string | number => x.shape[0] as string | number;
