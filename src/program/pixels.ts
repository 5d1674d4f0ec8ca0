import { multiply } from "../graph/operators/arithmetic.ts";
import { cast } from "../graph/operators/selection.ts";
import type { Value } from "../graph/value.ts";

/** Bytes 0 to 255 to float32 pixels in [0, 1]. */
export function scalePixels(bytes: Value): Value {
  return multiply(cast(bytes, "float32"), 1 / 255);
}
