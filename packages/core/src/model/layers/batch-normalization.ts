import { add, divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { sqrt } from "../../graph/operators/functions.ts";
import { cast, maximum } from "../../graph/operators/selection.ts";
import { reduceSum, reshape } from "../../graph/operators/shaping.ts";
import { sizeOf } from "../../graph/operators/slicing.ts";
import { scalar } from "../../graph/operators/source.ts";
import { inLayer } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { type FeatureShape, guardedLayer, type Layer, type TrainingPass } from "../layer.ts";
import { vectorParameter } from "../parameter.ts";
import { onImages } from "./features.ts";
import type { LayerKind, NoOptions } from "./layer-kind.ts";

export const batchNormalizationKind: LayerKind<"batch-normalization", NoOptions> = {
  name: "batch-normalization",
  options: {},
  takes: "any",
  example: {},
  build: batchNormalization,
};

/** What a step leaves of the moving statistics, and what keeps a variance from 0: PyTorch's defaults. */
const momentum = 0.9;
const epsilon = 1e-5;

/**
 * Normalises every feature (of images and series, every channel) over the batch: scale (x - mean) / sqrt(variance + 1e-5) + shift,
 * Ioffe and Szegedy, "Batch normalization", 2015, algorithm 1. Keeps moving averages of both statistics, which take
 * their places after training; that of the variance is of the unbiased estimate, as in the paper and in PyTorch.
 */
export function batchNormalization(name: string, shape: FeatureShape): Layer {
  const [features = 1, ...positions] = shape;
  const perImage = positions.reduce((a, b) => a * b, 1);
  const scale = vectorParameter(`${name}.scale`, features, 1);
  const shift = vectorParameter(`${name}.shift`, features, 0);
  const movingMean = vectorParameter(`${name}.moving_mean`, features, 0, false);
  const movingVariance = vectorParameter(`${name}.moving_variance`, features, 1, false);
  // Of images and series the batch is the last axis here, as convolutions have it.
  const isSpatial = positions.length > 0;
  const axes = isSpatial ? [1, 2, 3] : [0];
  const broadcast = (x: Value): Value => (isSpatial ? reshape(x, [features, 1, 1, 1]) : x);
  const normalize = (
    x: Value,
    batchSize: Value,
    parameters: readonly Value[],
    training?: TrainingPass,
  ): Value => {
    const [scaleValue, shiftValue, mean, variance] = parameters as readonly [Value, Value, Value, Value];
    if (training === undefined) {
      const factor = divide(scaleValue, sqrt(add(variance, epsilon)));
      const offset = subtract(shiftValue, multiply(mean, factor));
      return add(multiply(x, broadcast(factor)), broadcast(offset));
    }
    const count = multiply(cast(batchSize, x.dtype), perImage);
    const batchMean = divide(reduceSum(x, axes), count);
    const centred = subtract(x, broadcast(batchMean));
    const batchVariance = divide(reduceSum(multiply(centred, centred), axes), count);
    // Of a single value there is no variance, and 0 stands for it.
    const others = maximum(subtract(count, 1), scalar(1, x.dtype));
    const unbiased = multiply(batchVariance, divide(count, others));
    training.update(movingMean, average(mean, batchMean));
    training.update(movingVariance, average(variance, unbiased));
    const factor = divide(scaleValue, sqrt(add(batchVariance, epsilon)));
    return add(multiply(centred, broadcast(factor)), broadcast(shiftValue));
  };
  return guardedLayer({
    name,
    kind: "batch-normalization",
    description: `batch normalization ${shape.join(" x ")}`,
    parameters: [scale, shift, movingMean, movingVariance],
    stacked: false,
    inputShape: shape,
    outputShape: shape,
    multiplyAdds: 0,
    apply: (x, parameters, training) =>
      inLayer(name, () => {
        const batchSize = sizeOf(x, 0);
        const onLayout = (values: Value): Value => normalize(values, batchSize, parameters, training);
        return isSpatial ? onImages(x, onLayout) : onLayout(x);
      }),
  });
}

const average = (before: Value, now: Value): Value =>
  add(multiply(before, momentum), multiply(now, 1 - momentum));
