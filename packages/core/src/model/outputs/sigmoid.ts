import { multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { sigmoid as sigmoidOf } from "../../graph/operators/functions.ts";
import type { OutputKind } from "./output-kind.ts";

/** The sigmoid of what the decoder gives, its logits: for pixels, and all else that lies in [0, 1]. */
export const sigmoid: OutputKind<"sigmoid"> = {
  name: "sigmoid",
  title: "sigmoid",
  fields: {},
  bounded: true,
  range: "[0, 1]",
  apply: sigmoidOf,
  slope: (p) => multiply(p, subtract(1, p)),
};
