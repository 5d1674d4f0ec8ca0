import { add, divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { sqrt } from "../../graph/operators/functions.ts";
import { reduceSum, reshape } from "../../graph/operators/shaping.ts";
import { inLayer } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { type FeatureShape, guardedLayer, type Layer } from "../layer.ts";
import { vectorParameter } from "../parameter.ts";
import { featureCount } from "../reshaping.ts";
import { requireFeatures } from "./features.ts";
import type { LayerKind, NoOptions } from "./layer-kind.ts";

export const layerNormalizationKind: LayerKind<"layer-normalization", NoOptions> = {
  name: "layer-normalization",
  options: {},
  takes: "any",
  example: {},
  build: layerNormalization,
};

/** What keeps a variance from 0: PyTorch's default. */
const epsilon = 1e-5;

/**
 * Normalises the features of every image over all of them: scale (x - mean) / sqrt(variance + 1e-5) + shift, Ba, Kiros and
 * Hinton, "Layer normalization", 2016, equations 3 and 4, with a scale and a shift for each feature. As it knows one image at
 * a time, it is the same after training. PyTorch's LayerNorm over all axes but the batch.
 */
export function layerNormalization(name: string, shape: FeatureShape): Layer {
  const count = featureCount(shape);
  return guardedLayer({
    name,
    kind: "layer-normalization",
    description: `layer normalization ${shape.join(" x ")}`,
    parameters: [vectorParameter(`${name}.scale`, count, 1), vectorParameter(`${name}.shift`, count, 0)],
    stacked: false,
    inputShape: shape,
    outputShape: shape,
    multiplyAdds: 0,
    apply: (x, parameters) =>
      inLayer(name, () => {
        requireFeatures(x, shape);
        const [scale, shift] = parameters as readonly [Value, Value];
        const [batch] = x.shape as readonly [string];
        const rows = reshape(x, [batch, count]);
        const mean = (values: Value): Value => reshape(divide(reduceSum(values, [1]), count), [batch, 1]);
        const centred = subtract(rows, mean(rows));
        const deviation = sqrt(add(mean(multiply(centred, centred)), epsilon));
        return reshape(add(multiply(divide(centred, deviation), scale), shift), x.shape);
      }),
  });
}
