import { subtract } from "../../graph/operators/arithmetic.ts";
import { abs } from "../../graph/operators/functions.ts";
import { step } from "../../graph/operators/selection.ts";
import type { NoValues } from "../../kinds/kind.ts";
import { errorLoss } from "./error-loss.ts";
import type { LossKind } from "./loss-kind.ts";

/** The absolute error. */
export const mae: LossKind<"mae", NoValues> = {
  name: "mae",
  title: "absolute error",
  fields: {},
  nearestError: "mse",
  unit: "intensity",
  // -log of a Laplace density of scale 1: |x - p| + log 2.
  densityOf: "a Laplace distribution of scale 1",
  short: () => "MAE",
  phrase: () => "absolute error",
  ...errorLoss(() => ({
    of: abs,
    // The sign of the error; 0 where there is none.
    slope: (error) => subtract(step(error), step(subtract(0, error))),
    factor: 1,
  })),
};
