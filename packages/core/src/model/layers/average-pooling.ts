import { add, multiply } from "../../graph/operators/arithmetic.ts";
import { withBatchLast } from "../../graph/operators/image-layout.ts";
import { splitPhases } from "../../graph/operators/phases.ts";
import type { FeatureShape, Layer } from "../layer.ts";
import { withoutParameters } from "../reshaping.ts";
import { pooledFeatures } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { factor } from "./options.ts";

export const averagePoolingKind: LayerKind<"average-pooling", { readonly size: number }, "size"> = {
  name: "average-pooling",
  options: { size: factor },
  takes: "planes",
  example: { size: 3 },
  build: (name, shape, { size }) => averagePooling(name, shape, size),
};

/**
 * The mean of every window of `size` rows and columns that do not overlap; rows and columns left over at the end are dropped.
 * A window has one element of each phase of the image.
 * @param inputShape `[channels, height, width]`
 * @throws ShapeError when the image is smaller than a window
 */
export function averagePooling(name: string, inputShape: FeatureShape, size: number): Layer {
  const outputShape = pooledFeatures(name, inputShape, size);
  const words = `average pooling ${size} x ${size},`;
  return withoutParameters(name, "average-pooling", words, inputShape, outputShape, (x) =>
    withBatchLast(x, (images) => multiply(splitPhases(images, size).flat().reduce(add), 1 / size ** 2)),
  );
}
