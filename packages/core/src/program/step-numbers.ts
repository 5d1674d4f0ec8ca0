import type { ProgramInput } from "../graph/onnx/serialise.ts";
import { add } from "../graph/operators/arithmetic.ts";
import { range } from "../graph/operators/indexing.ts";
import { cast } from "../graph/operators/selection.ts";
import { sizeOf } from "../graph/operators/slicing.ts";
import { input, scalar } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { type OptimizerOptions, optimizerOf } from "./optimizers/optimizers.ts";

/**
 * The optimiser's numbers in each step of a chunk, and the inputs that they are computed from: `step` int64 (steps taken before) and `learning_rate`
 * float32 `[steps]`.
 * @param precision in which they are computed
 * @param count how many steps the chunk has, int64 scalar; as many as there are learning rates, unless given
 */
export function numbersOfSteps(
  optimizer: OptimizerOptions,
  precision: "float64" | "float32",
  count?: Value,
): { readonly inputs: readonly ProgramInput[]; readonly values: Readonly<Record<string, Value>> } {
  const { schedule, title } = optimizerOf(optimizer);
  const before = input("step", { dtype: "int64", shape: [] });
  const learningRate = input("learning_rate", { dtype: "float32", shape: ["steps"] });
  const one = scalar(1, "int64");
  const first = add(before, one);
  const end = add(first, count ?? sizeOf(learningRate, 0));
  const numbers = cast(range(first, end, one, "steps"), precision);
  return {
    inputs: [
      { value: before, description: "how many steps were taken before this chunk" },
      { value: learningRate, description: `${title}'s learning rate in each step` },
    ],
    values: schedule(numbers, learningRate, optimizer),
  };
}
