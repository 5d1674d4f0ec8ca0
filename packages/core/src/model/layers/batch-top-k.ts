import { add, multiply } from "../../graph/operators/arithmetic.ts";
import { gather } from "../../graph/operators/indexing.ts";
import { cast, greater, select } from "../../graph/operators/selection.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { sizeOf } from "../../graph/operators/slicing.ts";
import { scalar } from "../../graph/operators/source.ts";
import { topValues } from "../../graph/operators/top-values.ts";
import { inLayer, ShapeError, timesSize } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { counted } from "../../words.ts";
import { guardedLayer, type Layer } from "../layer.ts";
import { vectorParameter } from "../parameter.ts";
import { requireFeatures, rowSize } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { units } from "./options.ts";

/** What a step leaves of the moving average of the threshold. */
const decay = 0.99;
/** No threshold has been seen: activations that are kept are not negative. */
const unknown = -1;

export const batchTopKKind: LayerKind<"batch-top-k", { readonly k: number }> = {
  name: "batch-top-k",
  options: { k: units },
  takes: "row",
  makesSparse: true,
  example: { k: 2 },
  build: (name, shape, { k }) => batchTopK(name, rowSize(shape), k),
};

/**
 * Keeps the `k` times batch largest values of all codes of a batch together and sets the others to 0, so that a code may have more or
 * fewer than `k`: Bussmann, Leask and Nanda, "BatchTopK sparse autoencoders", 2024, section 3. After training an image stands
 * alone: then values above a threshold are kept, the moving average of the least value that was kept in a step.
 */
export function batchTopK(name: string, size: number, k: number): Layer {
  if (!Number.isInteger(k) || k < 1 || k > size) {
    throw new ShapeError(`layer ${name} keeps ${counted(k, "value")}, but finds [batch, ${size}]`);
  }
  const threshold = vectorParameter(`${name}.threshold`, 1, unknown, false);
  return guardedLayer({
    name,
    kind: "batch-top-k",
    description: `top-${k} of ${size} on average over a batch`,
    parameters: [threshold],
    stacked: false,
    inputShape: [size],
    outputShape: [size],
    multiplyAdds: 0,
    apply: (x, parameters, training) =>
      inLayer(name, () => {
        requireFeatures(x, [size]);
        const [before] = parameters as readonly [Value];
        if (training === undefined) return keep(x, before);
        const least = leastKept(x, k);
        const averaged = add(multiply(before, decay), multiply(least, 1 - decay));
        training.update(threshold, select(greater(scalar(0), before), least, averaged));
        return keep(x, least);
      }),
  });
}

/** Values equal to the threshold are kept. */
function keep(x: Value, threshold: Value): Value {
  return select(greater(threshold, x), scalar(0, x.dtype), x);
}

/** The `k` times batch largest value of all: `[1]`. */
function leastKept(x: Value, k: number): Value {
  const [batch, size] = x.shape as readonly [number | string, number];
  const count = cast(multiply(cast(sizeOf(x, 0), "float32"), k), "int64");
  const kept = topValues(reshape(x, [timesSize(size, batch)]), count, "kept");
  const last = cast(add(multiply(cast(sizeOf(x, 0), "float32"), k), -1), "int64");
  return reshape(gather(kept, last), [1]);
}
