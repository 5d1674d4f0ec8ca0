import { multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { withGradient } from "../../graph/operators/custom-gradient.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import type { Value } from "../../graph/value.ts";
import type { AnyValues } from "../../kinds/kind.ts";
import type { LossKind, LossPass } from "./loss-kind.ts";

/** A loss that is a function of the error alone: of reconstruction - target, value by value. */
export interface ErrorFunction {
  /** The loss of each value. */
  readonly of: (error: Value) => Value;
  /** Its derivative, but for the factor. */
  readonly slope: (error: Value) => Value;
  readonly factor: number;
}

/** Both forms of a loss that is a function of the error alone. */
export function errorLoss<V extends AnyValues>(
  functionOf: (values: LossPass<V>["values"]) => ErrorFunction,
): Pick<LossKind<string, V>, "ofImages" | "sum"> {
  const ofReconstructions = (reconstructions: Value, { targets, values }: LossPass<V>): Value =>
    reduceSum(functionOf(values).of(subtract(reconstructions, targets)), [1]);
  return {
    ofImages: (pass) => ofReconstructions(pass.output.apply(pass.logits), pass),
    sum: (pass) => {
      const { logits, targets, output, values } = pass;
      const { slope, factor } = functionOf(values);
      const reconstructions = output.apply(logits);
      const value = reduceSum(ofReconstructions(reconstructions, pass));
      const inner = output.slope?.(reconstructions);
      return withGradient(value, [inner === undefined ? reconstructions : logits], (gradient) => {
        const outer = factor === 1 ? gradient : multiply(gradient, factor);
        const error = slope(subtract(reconstructions, targets));
        return [multiply(inner === undefined ? error : multiply(error, inner), outer)];
      });
    },
  };
}
