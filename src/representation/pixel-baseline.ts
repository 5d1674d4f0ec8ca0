import type { Splits } from "../data/split.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** What the pixels themselves give, without any model: the floor for a code. */
export interface PixelBaseline {
  readonly splits: Splits;
}

export function createPixelBaseline(_runtime: Runtime, splits: Splits): PixelBaseline {
  return { splits };
}
