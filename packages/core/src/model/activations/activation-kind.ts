import type { Value } from "../../graph/value.ts";

/** An activation function, elementwise. */
export interface ActivationKind<Name extends string = string> {
  /** As architectures and settings name it: `relu`. */
  readonly name: Name;
  /** Its values for those of a tensor, of the same shape. */
  readonly apply: (x: Value) => Value;
  /** The least and the greatest of its values, or what they come near to; any number unless given. */
  readonly range?: readonly [least: number, greatest: number];
}
