import { tanh } from "../../graph/operators/functions.ts";
import type { ActivationKind } from "./activation-kind.ts";

/** The hyperbolic tangent. */
export const tanhKind: ActivationKind<"tanh"> = { name: "tanh", apply: tanh, range: [-1, 1] };
