import { withBatchLast } from "../../graph/operators/image-layout.ts";
import { maxPool } from "../../graph/operators/pooling.ts";
import type { FeatureShape, Layer } from "../layer.ts";
import { withoutParameters } from "../reshaping.ts";
import { pooledFeatures } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { factor } from "./options.ts";

export const maxPoolingKind: LayerKind<"max-pooling", { readonly size: number }, "size"> = {
  name: "max-pooling",
  options: { size: factor },
  takes: "planes",
  example: { size: 3 },
  build: maxPooling,
};

/**
 * The largest value of every window of `size` rows and columns that do not overlap; rows and columns left over at the end
 * are dropped. Directly after a convolution it is computed together with it.
 * @param inputShape `[channels, height, width]`
 * @throws ShapeError when the image is smaller than a window
 */
export function maxPooling(
  name: string,
  inputShape: FeatureShape,
  { size = 2 }: { readonly size?: number } = {},
): Layer {
  const outputShape = pooledFeatures(name, inputShape, size);
  return withoutParameters(
    name,
    "max-pooling",
    `max-pooling ${size} x ${size},`,
    inputShape,
    outputShape,
    (x) => withBatchLast(x, (images) => maxPool(images, size)),
  );
}
