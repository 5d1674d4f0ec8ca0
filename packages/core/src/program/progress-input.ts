import type { ProgramInput } from "../graph/onnx/serialise.ts";
import { input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";

/**
 * How much of the training is over: `progress` float32, which is an input only where a layer asks for it.
 * @param shape `["steps"]` for a chunk, `[]` for one step
 */
export function progressInput(shape: readonly string[]): {
  readonly ask: () => Value;
  readonly inputs: () => readonly ProgramInput[];
} {
  let asked: Value | undefined;
  return {
    ask: () => {
      asked ??= input("progress", { dtype: "float32", shape });
      return asked;
    },
    inputs: () =>
      asked === undefined
        ? []
        : [{ value: asked, description: "the share of all steps that were taken before each, 0 to 1" }],
  };
}
