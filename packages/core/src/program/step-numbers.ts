import type { ProgramInput } from "../graph/onnx/serialise.ts";
import { add } from "../graph/operators/arithmetic.ts";
import { gather, range } from "../graph/operators/indexing.ts";
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
  const { title } = optimizerOf(optimizer);
  const before = input("step", { dtype: "int64", shape: [] });
  const learningRate = input("learning_rate", { dtype: "float32", shape: ["steps"] });
  return {
    inputs: [
      { value: before, description: "how many steps were taken before this chunk" },
      { value: learningRate, description: `${title}'s learning rate in each step` },
    ],
    values: numbersFrom(before, learningRate, optimizer, precision, count),
  };
}

/** The same of given values. @param before steps taken before, int64 scalar @param learningRate float32 `[steps]` */
export function numbersFrom(
  before: Value,
  learningRate: Value,
  optimizer: OptimizerOptions,
  precision: "float64" | "float32",
  count: Value = sizeOf(learningRate, 0),
): Readonly<Record<string, Value>> {
  const one = scalar(1, "int64");
  const first = add(before, one);
  const numbers = cast(range(first, add(first, count), one, "steps"), precision);
  return optimizerOf(optimizer).schedule(numbers, learningRate, optimizer);
}

/** The scalars of one step. @param iteration its number in the chunk, from 0 */
export function numbersAt(
  numbers: Readonly<Record<string, Value>>,
  iteration: Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, gather(value, iteration)]));
}
