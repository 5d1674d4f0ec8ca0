import type { Value } from "../value.ts";
import { subtract } from "./arithmetic.ts";
import { abs } from "./functions.ts";
import { cast, greater } from "./selection.ts";
import { reshape } from "./shaping.ts";
import { constant, scalar } from "./source.ts";

/** float32 `[n, size]`: 1 at the place in each row that `indices`, `[n]` int32 or int64, name, and 0 elsewhere. Nothing is passed on. */
export function oneHot(indices: Value, size: number): Value {
  const [count] = indices.shape as readonly [number | string];
  const places = constant(
    Array.from({ length: size }, (_, place) => place),
    [1, size],
    "float32",
  );
  const distances = abs(subtract(reshape(cast(indices, "float32"), [count, 1]), places));
  return cast(greater(scalar(0.5), distances), "float32");
}
