import { sigmoid } from "../../graph/operators/functions.ts";
import type { ActivationKind } from "./activation-kind.ts";

/** 1 / (1 + exp(-x)), the logistic function. */
export const sigmoidKind: ActivationKind<"sigmoid"> = { name: "sigmoid", apply: sigmoid, range: [0, 1] };
