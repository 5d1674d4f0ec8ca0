import type { SeenPart } from "../../data/columns/seen-columns.ts";
import type { Value } from "../../graph/value.ts";
import type { Kind, NoValues } from "../../kinds/kind.ts";

/** What makes a reconstruction of what the last layer of the decoder gives. */
export interface OutputKind<Name extends string = string> extends Kind<Name, NoValues> {
  /** Whether it gives values in [0, 1] alone. */
  readonly bounded: boolean;
  /** The values that a reconstruction can have, in words. */
  readonly range: string;
  /** The parts of a reconstruction, where values are of more than one nature: each has its own loss. */
  readonly parts?: readonly SeenPart[];
  /** float32 `[batch, values]` to the same: the reconstructions. */
  apply(given: Value): Value;
  /** The derivative at given reconstructions, elementwise, where it takes fewer passes than the derived one. */
  slope?(reconstructions: Value): Value;
}
