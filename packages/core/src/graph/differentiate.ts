import { add } from "./operators/arithmetic.ts";
import { resultOperator } from "./operators/result.ts";
import { scalar } from "./operators/source.ts";
import { topologicalOrder } from "./order.ts";
import { ShapeError, sameShape, showShape } from "./type.ts";
import { isValueOf, requireValue, requireValues, type Value } from "./value.ts";

/**
 * The gradients of a scalar for each of `parameters`, as values that extend its graph: reverse-mode
 * differentiation (Griewank and Walther, "Evaluating Derivatives", 2008, chapter 3).
 * @throws ShapeError when `objective` is no scalar, does not depend on a parameter, or reaches it through an
 *   operator without a gradient
 */
export function gradients(objective: Value, parameters: readonly Value[]): readonly Value[] {
  requireValue(objective, "gradients", "objective");
  requireValues(parameters, "gradients", "parameters");
  if (objective.shape.length !== 0) {
    throw new ShapeError(`gradients: the objective must be a scalar, found ${showShape(objective.shape)}`);
  }
  const order = topologicalOrder([objective]);
  const parameterSet = new Set(parameters);
  // Only what lies between the parameters and the objective needs a gradient.
  const active = new Set<Value>();
  for (const value of order) {
    if (parameterSet.has(value) || sourcesOf(value).some((x) => active.has(x))) active.add(value);
  }

  const gradientOf = new Map<Value, Value>([[objective, scalar(1, objective.dtype)]]);
  for (const value of order.toReversed()) {
    const gradient = gradientOf.get(value);
    if (gradient === undefined || !sourcesOf(value).some((x) => active.has(x))) continue;
    const rule = value.operator.gradient;
    if (typeof rule !== "function") {
      throw new ShapeError(`gradients: ${value.operator.name} has no gradient: ${rule.none}`);
    }
    const parts = rule(value as never, gradient, value.attributes as never);
    value.inputs.forEach((x, index) => {
      const part = parts[index];
      if (part === undefined || !active.has(x)) return;
      if (!sameShape(part.shape, x.shape)) {
        throw new ShapeError(
          `gradients: ${value.operator.name} gives a gradient ${showShape(part.shape)} for an input ${showShape(x.shape)}`,
        );
      }
      const sum = gradientOf.get(x);
      gradientOf.set(x, sum === undefined ? part : add(sum, part));
    });
  }
  return parameters.map((parameter) => {
    const gradient = gradientOf.get(parameter);
    if (gradient === undefined) {
      throw new ShapeError(
        `gradients: the objective does not depend on a parameter ${showShape(parameter.shape)}`,
      );
    }
    return gradient;
  });
}

/** What a value is computed from: a further result of an operator comes from its inputs, not from its first result. */
function sourcesOf(value: Value): readonly Value[] {
  return isValueOf(value, resultOperator) ? value.inputs[0].inputs : value.inputs;
}
