import { multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { clip } from "../../graph/operators/selection.ts";
import { errorLoss } from "./error-loss.ts";
import type { LossKind } from "./loss-kind.ts";

/**
 * Huber's loss: half the squared error up to `delta`, and from there linear, delta (|error| - delta / 2). Huber, "Robust estimation of a
 * location parameter", 1964, section 1; as PyTorch scales it.
 */
export const huber: LossKind<"huber", { readonly delta?: number }> = {
  name: "huber",
  title: "Huber loss",
  fields: {
    delta: {
      title: "error from which it is linear",
      placeholder: "DELTA",
      minimum: 1e-6,
      maximum: 1000,
      first: 0.1,
      optional: true,
    },
  },
  nearestError: "mse",
  unit: "intensity²",
  densityOf: "Huber's least favourable distribution",
  short: ({ delta = 1 }) => `Huber (delta ${delta})`,
  phrase: ({ delta = 1 }) => `Huber loss with delta ${delta}`,
  ...errorLoss(({ delta = 1 }) => ({
    // With c, the error held to [-delta, delta]: c (error - c / 2).
    of: (error) => {
      const held = clip(error, -delta, delta);
      return multiply(held, subtract(error, multiply(held, 0.5)));
    },
    slope: (error) => clip(error, -delta, delta),
    factor: 1,
  })),
};
