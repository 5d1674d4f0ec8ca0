import { elementCount, ShapeError, type TensorType } from "../type.ts";
import { apply, type Constant, isValueOf, type Operator, type Value } from "../value.ts";

interface InputAttributes extends TensorType {
  readonly label: string;
}

export const inputOperator: Operator<InputAttributes, readonly []> = {
  name: "input",
  infer: (_, { dtype, shape }) => ({ dtype, shape }),
  onnx: { structure: "an input of the graph, or an initializer with weights" },
  gradient: () => [],
  about: {
    call: "input(label, { dtype, shape })",
    shape: "the one that is given",
    derivative: "it has no inputs",
  },
};

/** A tensor that is given when the program runs, under a name: an input of the ONNX graph. */
export function input(label: string, type: TensorType): Value {
  return apply(inputOperator, [], { label, dtype: type.dtype, shape: type.shape });
}

/** The name of an {@link input}, `undefined` for other values. */
export function inputLabel(value: Value): string | undefined {
  return isValueOf(value, inputOperator) ? value.attributes.label : undefined;
}

export const constantOperator: Operator<Constant, readonly []> = {
  name: "constant",
  infer: (_, { dtype, shape, data }) => {
    if (elementCount(shape) !== data.length) {
      throw new ShapeError(`constant: ${data.length} numbers for shape [${shape.join(", ")}]`);
    }
    return { dtype, shape };
  },
  onnx: { structure: "an initializer; equal constants share one" },
  gradient: () => [],
  about: {
    call: "constant(data, shape, dtype), scalar(value)",
    shape: "the one that is given",
    derivative: "it has no inputs",
  },
};

/**
 * A tensor known when the graph is built, given as its numbers in row-major order: an initializer of the ONNX graph.
 * @throws ShapeError when there are not as many numbers as the shape has elements
 */
export function constant(
  data: readonly number[],
  shape: readonly number[],
  dtype: TensorType["dtype"],
): Value {
  return apply(constantOperator, [], { data, shape, dtype });
}

/** A scalar constant, float32 unless said otherwise. */
export function scalar(value: number, dtype: TensorType["dtype"] = "float32"): Value {
  return constant([value], [], dtype);
}

/** The number of a scalar {@link constant}, `undefined` for other values. */
export function scalarConstant(value: Value): number | undefined {
  return isValueOf(value, constantOperator) && value.shape.length === 0
    ? value.attributes.data[0]
    : undefined;
}
