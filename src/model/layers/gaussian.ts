import { initializerSchema } from "../initializers/initializers.ts";
import { dense } from "./dense.ts";
import { rowSize } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { units } from "./options.ts";

interface GaussianOptions {
  readonly units: number;
  readonly initializer?: string | undefined;
}

/** A dense layer that gives the mean and the log-variance of a normal distribution over codes of `units` values. */
export const gaussianKind: LayerKind<"gaussian", GaussianOptions> = {
  name: "gaussian",
  options: { units, initializer: initializerSchema },
  takes: "row",
  learns: true,
  code: "gaussian",
  example: { units: 3 },
  build: (name, shape, { units, initializer }) => ({
    ...dense(name, rowSize(shape), 2 * units, "linear", undefined, initializer),
    kind: "gaussian",
  }),
};
