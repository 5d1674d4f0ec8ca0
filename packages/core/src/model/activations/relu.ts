import { relu } from "../../graph/operators/functions.ts";
import type { ActivationKind } from "./activation-kind.ts";

/** max(x, 0): Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", 2010. */
export const reluKind: ActivationKind<"relu"> = {
  name: "relu",
  apply: relu,
  range: [0, Number.POSITIVE_INFINITY],
};
