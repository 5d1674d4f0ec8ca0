import { requireRank, type Value } from "../value.ts";
import { add } from "./arithmetic.ts";
import { withGradient } from "./custom-gradient.ts";
import { joinPhases, splitPhases } from "./phases.ts";

/** Every element of `[channels, height, width, batch]` repeated as `factor` rows and columns: nearest neighbours. */
export function upsampleNearest(x: Value, factor: number): Value {
  requireRank("upsampling", x, 4);
  const phases = Array.from({ length: factor }, () => Array.from({ length: factor }, () => x));
  return withGradient(joinPhases(phases), [x], (gradient) => [
    splitPhases(gradient, factor).flat().reduce(add),
  ]);
}
