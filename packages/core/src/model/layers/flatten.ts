import { featureCount, reshaping } from "../reshaping.ts";
import type { LayerKind, NoOptions } from "./layer-kind.ts";

/** Features in a row, `[values]`. */
export const flattenKind: LayerKind<"flatten", NoOptions> = {
  name: "flatten",
  options: {},
  takes: "row",
  reshapesTo: "row",
  example: {},
  build: (name, shape) => reshaping(name, "flatten", shape, [featureCount(shape)]),
};
