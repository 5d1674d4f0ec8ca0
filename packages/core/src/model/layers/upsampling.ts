import { withBatchLast } from "../../graph/operators/image-layout.ts";
import { upsampleNearest } from "../../graph/operators/upsampling.ts";
import type { FeatureShape, Layer } from "../layer.ts";
import { withoutParameters } from "../reshaping.ts";
import { imageFeatures } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { factor } from "./options.ts";

export const upsamplingKind: LayerKind<"upsampling", { readonly factor: number }, "factor"> = {
  name: "upsampling",
  options: { factor },
  takes: "planes",
  example: { factor: 3 },
  build: upsampling,
};

/** Every value repeated as `factor` rows and columns. @param inputShape `[channels, height, width]` */
export function upsampling(
  name: string,
  inputShape: FeatureShape,
  { factor = 2 }: { readonly factor?: number } = {},
): Layer {
  const [channels, height, width] = imageFeatures(name, inputShape);
  return withoutParameters(
    name,
    "upsampling",
    `upsampling ${factor} x ${factor},`,
    inputShape,
    [channels, height * factor, width * factor],
    (x) => withBatchLast(x, (images) => upsampleNearest(images, factor)),
  );
}
