import { greater, kthLargest, select } from "../graph/operators/selection.ts";
import { scalar } from "../graph/operators/source.ts";
import { ShapeError } from "../graph/type.ts";
import type { Layer } from "./layer.ts";
import { withoutParameters } from "./reshaping.ts";

/**
 * Keeps the `k` largest values of a code and sets the others to 0: Makhzani and Frey, "k-Sparse autoencoders", 2014,
 * algorithm 1. Values equal to the k-th largest are kept as well.
 */
export function topK(name: string, size: number, k: number): Layer {
  if (!Number.isInteger(k) || k < 1 || k > size) {
    throw new ShapeError(`layer ${name} keeps ${k} values, but finds [batch, ${size}]`);
  }
  return withoutParameters(name, `top-${k} of`, [size], [size], (x) =>
    select(greater(kthLargest(x, k), x), scalar(0, x.dtype), x),
  );
}
