import { divide, subtract } from "../graph/operators/arithmetic.ts";
import { inLayer } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import { guardedLayer, type Layer } from "./layer.ts";
import { vectorParameter } from "./parameter.ts";

/**
 * (code - mean) / deviation, value by value: codes of any scale are alike to the head that follows, so that one learning rate suits them.
 * Both are measured before training and stay; 0 and 1 unless given.
 */
export function codeStandardisation(name: string, size: number): Layer {
  return guardedLayer({
    name,
    kind: "code-standardisation",
    description: `standardisation of ${size} by means and deviations of the codes before training`,
    parameters: [
      vectorParameter(`${name}.mean`, size, 0, false),
      vectorParameter(`${name}.deviation`, size, 1, false),
    ],
    stacked: false,
    inputShape: [size],
    outputShape: [size],
    multiplyAdds: 0,
    apply: (x, parameters) =>
      inLayer(name, () => {
        const [mean, deviation] = parameters as readonly [Value, Value];
        return divide(subtract(x, mean), deviation);
      }),
  });
}
