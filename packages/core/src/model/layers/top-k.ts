import { add, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { gather } from "../../graph/operators/indexing.ts";
import { cast, greater, kthLargest, largest, maximum, select } from "../../graph/operators/selection.ts";
import { reshape, transpose } from "../../graph/operators/shaping.ts";
import { scalar } from "../../graph/operators/source.ts";
import { ShapeError } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { counted } from "../../words.ts";
import type { Layer } from "../layer.ts";
import { withoutParameters } from "../reshaping.ts";
import { rowSize } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { units } from "./options.ts";

/** How many values of a code are kept. */
export interface TopK {
  readonly k: number;
  /** How many at the start of training, where they become fewer; `k` unless given. */
  readonly from?: number | undefined;
}

export const topKKind: LayerKind<"top-k", TopK> = {
  name: "top-k",
  options: { k: units, from: units.optional() },
  takes: "row",
  makesSparse: true,
  example: { k: 2, from: 5 },
  build: (name, shape, options) => topK(name, rowSize(shape), options),
};

/** The part of training in which k falls: the first half, as in the source below, section 4.2.1. */
const fallingPart = 0.5;

/**
 * Keeps the `k` largest values of a code and sets the others to 0: Makhzani and Frey, "k-Sparse autoencoders", 2014,
 * algorithm 1. Values equal to the k-th largest are kept as well. While it is trained, `from` values are kept at first, and
 * linearly fewer over the first half: units that never win do not learn, and with a small k from the start most never do.
 */
export function topK(name: string, size: number, { k, from = k }: TopK): Layer {
  if (!Number.isInteger(k) || k < 1 || k > size) {
    throw new ShapeError(`layer ${name} keeps ${counted(k, "value")}, but finds [batch, ${size}]`);
  }
  if (!Number.isInteger(from) || from < k || from > size) {
    throw new ShapeError(
      `layer ${name} keeps ${counted(from, "value")} at first: expected a whole number from ${k} (k) to ${size} (the size of the code)`,
    );
  }
  const words = from === k ? `top-${k} of` : `top-${k} (at first ${from}) of`;
  return withoutParameters(name, "top-k", words, [size], [size], (x, _, training) => {
    if (training === undefined || from === k) return keepLargest(x, k);
    return keepFrom(place(largest(x, from), keptAt(training.progress(), k, from)), x);
  });
}

/** The `k` largest values of each row, those equal to the k-th included, and 0 for the others. */
export function keepLargest(x: Value, k: number): Value {
  return keepFrom(kthLargest(x, k), x);
}

/** Values from a threshold on, and 0 for the others. */
function keepFrom(threshold: Value, x: Value): Value {
  return select(greater(threshold, x), scalar(0, x.dtype), x);
}

/** How many values are kept when a share of the training is over: a float32 scalar, not yet rounded. */
function keptAt(progress: Value, k: number, from: number): Value {
  const left = maximum(scalar(0), subtract(1, multiply(progress, 1 / fallingPart)));
  return add(multiply(left, from - k), k);
}

/** Of the largest values of each row, in descending order, the smallest of the first `kept`, rounded: `[batch, 1]`. */
function place(values: Value, kept: Value): Value {
  const batch = values.shape[0] as number | string;
  // Casting cuts off the fraction: half more rounds.
  const index = cast(add(kept, 0.5 - 1), "int64");
  return reshape(gather(transpose(values, [1, 0]), index), [batch, 1]);
}
