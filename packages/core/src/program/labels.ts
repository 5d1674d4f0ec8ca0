import type { ProgramInput } from "../graph/onnx/serialise.ts";
import { input } from "../graph/operators/source.ts";
import type { Dimension } from "../graph/type.ts";

/** Whoever must be told the class of each sample says how many classes there are. */
export interface Classed {
  readonly classes?: number | undefined;
}

/**
 * The classes of samples as a program is given them, int32 `[rows]`; none where it need not be told them.
 * @param rows the name of the axis, or how many there are
 */
export function labelInputs({ classes }: Classed, rows: Dimension): readonly ProgramInput[] {
  if (classes === undefined) return [];
  return [
    {
      value: input("labels", { dtype: "int32", shape: [rows] }),
      description: `the class of each of them, 0 to ${classes - 1}`,
    },
  ];
}
