import { ShapeError, type TensorType } from "../type.ts";
import { apply, type Operator, type Value } from "../value.ts";

/** One of the further results of an operator that has several. */
export const resultOperator: Operator<{ index: number }, readonly [of: Value]> = {
  name: "result",
  infer: ([{ operator, results }], { index }) => {
    const type: TensorType | undefined = results[index];
    if (type !== undefined) return type;
    throw new ShapeError(
      `resultOf: result ${index} of ${operator.name}, of which there are ${results.length}`,
    );
  },
  onnx: { structure: "a further output of its operator's node" },
  gradient: { none: "of several results only the first passes gradients on" },
  about: { call: "resultOf(value, index)", shape: "as the operator of the value says" },
};

/**
 * A result of the operator that has given `value`, counted from 0: of the largest values of a tensor, result 1 is where they
 * stand. In ONNX it is a further output of the operator's node.
 * @throws ShapeError where there is none of that number
 */
export function resultOf(value: Value, index: number): Value {
  return index === 0 ? value : apply(resultOperator, [value], { index });
}
