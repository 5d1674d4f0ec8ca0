import { elementCount, ShapeError, type TensorType } from "../type.ts";
import { apply, type Constant, type Operator, type Value } from "../value.ts";

/** Sources have no inputs, so nothing is passed on. */
const noGradient = (): readonly Value[] => [];

interface InputAttributes extends TensorType {
  readonly label: string;
}

export const inputOperator: Operator<InputAttributes> = {
  name: "input",
  infer: (_, { dtype, shape }) => ({ dtype, shape }),
  onnx: "structure",
  gradient: noGradient,
};

/** A tensor that is given when the program runs. */
export function input(label: string, type: TensorType): Value {
  return apply(inputOperator, [], { label, dtype: type.dtype, shape: type.shape });
}

/** The name of an {@link input}, `undefined` for other values. */
export function inputLabel(value: Value): string | undefined {
  return value.operator === inputOperator ? (value.attributes as InputAttributes).label : undefined;
}

export const constantOperator: Operator<Constant> = {
  name: "constant",
  infer: (_, { dtype, shape, data }) => {
    if (elementCount(shape) !== data.length) {
      throw new ShapeError(`constant: ${data.length} numbers for shape [${shape.join(", ")}]`);
    }
    return { dtype, shape };
  },
  onnx: "structure",
  gradient: noGradient,
};

/** A tensor known when the graph is built, given as its numbers in row-major order. */
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
  if (value.operator !== constantOperator || value.shape.length !== 0) return undefined;
  return (value.attributes as Constant).data[0];
}
