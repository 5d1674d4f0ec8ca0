import { add, multiply } from "../../graph/operators/arithmetic.ts";
import { concat, slice } from "../../graph/operators/slicing.ts";
import { inLayer, ShapeError } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { classCountSchema } from "../class-count.ts";
import { guardedLayer, type Layer } from "../layer.ts";
import { requireFeatures, rowSize } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";

export const classConditionKind: LayerKind<"class-condition", { readonly classes: number }> = {
  name: "class-condition",
  options: { classes: classCountSchema },
  takes: "row",
  example: { classes: 3 },
  build: (name, shape, { classes }) => classCondition(name, rowSize(shape), classes),
};

/**
 * Puts the class of each sample, one-hot, beside its values: `[batch, values + classes]`. What follows is conditional on the class: Kingma
 * and others, "Semi-supervised learning with deep generative models", 2014, section 2 (M2); Sohn, Lee and Yan, "Learning structured
 * output representation using deep conditional generative models", 2015.
 */
export function classCondition(name: string, values: number, classes: number): Layer {
  return guardedLayer({
    name,
    kind: "class-condition",
    description: `class of ${classes}, one-hot, beside ${values} values`,
    parameters: [],
    classes,
    stacked: false,
    inputShape: [values],
    outputShape: [values + classes],
    multiplyAdds: 0,
    apply: (x, _parameters, _training, given) =>
      inLayer(name, () => {
        requireFeatures(x, [values]);
        if (given === undefined) throw new ShapeError("expected the class of each sample, one-hot");
        return concat([x, forEachRow(given, x)], 1);
      }),
  });
}

/** One class for all rows of `x`, or one for each: `[rows, classes]`. */
function forEachRow(classes: Value, x: Value): Value {
  return classes.shape[0] === x.shape[0] ? classes : add(classes, multiply(slice(x, 1, 0, 1), 0));
}
