import { ShapeError, sameShape, showShape } from "../type.ts";
import { apply, inputOf, type Operator, type Value } from "../value.ts";

interface CustomGradientAttributes {
  readonly gradient: (gradient: Value) => readonly Value[];
}

/** Inputs: the value itself, then what it is a function of. */
export const customGradientOperator: Operator<CustomGradientAttributes> = {
  name: "customGradient",
  infer: ([value]) => value as Value,
  onnx: () => ({ type: "Identity", inputCount: 1 }),
  gradient: ({ inputs }, gradient, attributes) => {
    const parts = attributes.gradient(gradient);
    if (parts.length !== inputs.length - 1) {
      throw new ShapeError(`customGradient: ${parts.length} gradients for ${inputs.length - 1} inputs`);
    }
    parts.forEach((part, index) => {
      const x = inputOf(inputs, index + 1);
      if (!sameShape(part.shape, x.shape)) {
        throw new ShapeError(
          `customGradient: gradient ${showShape(part.shape)} for an input ${showShape(x.shape)}`,
        );
      }
    });
    return [undefined, ...parts];
  },
};

/**
 * `value`, a function of `variables`, with a gradient written by hand where the derived one would be slow or
 * inexact.
 * @param gradient maps the gradient for `value` to those for `variables`
 */
export function withGradient(
  value: Value,
  variables: readonly Value[],
  gradient: (gradient: Value) => readonly Value[],
): Value {
  return apply(customGradientOperator, [value, ...variables], { gradient });
}
