import { ShapeError, sameShape, showShape } from "../type.ts";
import { apply, type Operator, requireValues, type Value } from "../value.ts";

interface CustomGradientAttributes {
  readonly gradient: (gradient: Value) => readonly Value[];
}

/** Inputs: the value itself, then what it is a function of. */
export const customGradientOperator: Operator<
  CustomGradientAttributes,
  readonly [value: Value, ...variables: Value[]]
> = {
  name: "customGradient",
  infer: ([{ dtype, shape }]) => ({ dtype, shape }),
  onnx: { type: "Identity", node: () => ({ inputCount: 1 }) },
  gradient: ({ inputs: [, ...variables] }, gradient, attributes) => {
    const parts = requireValues(attributes.gradient(gradient), "withGradient", "gradients");
    if (parts.length !== variables.length) {
      throw new ShapeError(`customGradient: ${parts.length} gradients for ${variables.length} inputs`);
    }
    variables.forEach(({ shape }, index) => {
      const part = parts[index] as Value;
      if (!sameShape(part.shape, shape)) {
        throw new ShapeError(
          `customGradient: gradient ${showShape(part.shape)} for an input ${showShape(shape)}`,
        );
      }
    });
    return [undefined, ...parts];
  },
  about: {
    call: "withGradient(value, variables, gradient)",
    shape: "that of value",
    derivative: "what `gradient(g)` gives for each of the variables",
  },
};

/**
 * `value`, a function of `variables`, with a gradient written by hand where the derived one would be slow or
 * inexact: ONNX's Identity.
 * @param gradient maps the gradient for `value` to those for `variables`, each of its variable's shape
 */
export function withGradient(
  value: Value,
  variables: readonly Value[],
  gradient: (gradient: Value) => readonly Value[],
): Value {
  const inputs = requireValues(variables, "withGradient", "variables");
  return apply(customGradientOperator, [value, ...inputs], { gradient });
}

/** `x` for what passes no gradient on: a target, a threshold. */
export function stopGradient(x: Value): Value {
  return withGradient(x, [], () => []);
}
