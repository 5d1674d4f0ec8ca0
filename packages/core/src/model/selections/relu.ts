import { relu as positive } from "../../graph/operators/functions.ts";
import type { NoValues } from "../../kinds/kind.ts";
import { withoutParameters } from "../reshaping.ts";
import type { SelectionKind } from "./selection-kind.ts";

/**
 * Every unit whose pre-activation is positive: the L1 penalty beside it makes codes sparse. Bricken and others, "Towards monosemanticity:
 * Decomposing language models with dictionary learning", 2023.
 */
export const relu: SelectionKind<"relu", NoValues> = {
  name: "relu",
  title: "all that are positive",
  fields: {},
  keeps: () => "all that are positive",
  layer: (name, units) => withoutParameters(name, "relu", "relu of", [units], [units], (x) => positive(x)),
};
