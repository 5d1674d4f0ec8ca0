import type { AnyValues, Kind } from "../../kinds/kind.ts";
import type { Random } from "../../random/random.ts";

/** How many values a unit takes, and how many units take a value: of a convolution, times the taps of its kernel. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** How kernels start. Biases start at 0 under each, so that two of them differ in one thing. */
export interface InitializerKind<Name extends string = string, V extends AnyValues = AnyValues>
  extends Kind<Name, V> {
  /** The distribution of a kernel's weights: draws one after the other. */
  weights(values: V, fans: Fans): (random: Random) => number;
}
