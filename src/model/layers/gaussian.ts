import { dense } from "./dense.ts";
import { rowSize } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { units } from "./options.ts";

/** A dense layer that gives the mean and the log-variance of a normal distribution over codes of `units` values. */
export const gaussianKind: LayerKind<"gaussian", { readonly units: number }> = {
  name: "gaussian",
  options: { units },
  takes: "row",
  learns: true,
  code: "gaussian",
  example: { units: 3 },
  build: (name, shape, { units }) => ({
    ...dense(name, rowSize(shape), 2 * units, "linear"),
    kind: "gaussian",
  }),
};
