import { multiply } from "../../graph/operators/arithmetic.ts";
import type { NoValues } from "../../kinds/kind.ts";
import { errorLoss } from "./error-loss.ts";
import type { LossKind } from "./loss-kind.ts";

/** The squared error. */
export const mse: LossKind<"mse", NoValues> = {
  name: "mse",
  title: "squared error",
  fields: {},
  nearestError: "mse",
  unit: "intensity²",
  // -log N(x; p, 1/2) = (x - p)^2 + log(pi) / 2
  densityOf: "a normal distribution of variance 1/2",
  short: () => "MSE",
  phrase: () => "squared error",
  ...errorLoss(() => ({ of: (error) => multiply(error, error), slope: (error) => error, factor: 2 })),
};
