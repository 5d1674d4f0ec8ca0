import { multiply } from "../../graph/operators/arithmetic.ts";
import { maximum } from "../../graph/operators/selection.ts";
import type { ActivationKind } from "./activation-kind.ts";

const leak = 0.01;

/** max(x, 0.01 x): Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013. */
export const leakyReluKind: ActivationKind<"leaky-relu"> = {
  name: "leaky-relu",
  apply: (x) => maximum(x, multiply(x, leak)),
};
