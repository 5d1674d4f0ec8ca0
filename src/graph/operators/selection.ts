import { broadcastShapes, ShapeError, showShape } from "../type.ts";
import {
  apply,
  type Constant,
  type DType,
  inputOf,
  type Operator,
  requireDType,
  requireSameDType,
  type Value,
} from "../value.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { int64s, sumTo } from "./shaping.ts";
import { slice } from "./slicing.ts";
import { scalar } from "./source.ts";

export const greaterOperator: Operator<null> = {
  name: "greater",
  infer: ([a, b]) => {
    requireSameDType("greater", a as Value, b as Value);
    return { dtype: "bool", shape: broadcastShapes("greater", (a as Value).shape, (b as Value).shape) };
  },
  onnx: () => ({ type: "Greater" }),
  gradient: { none: "a comparison is constant wherever it has a derivative" },
};

/** a > b elementwise, with broadcasting: bool. */
export function greater(a: Value, b: Value): Value {
  return apply(greaterOperator, [a, b], null);
}

export const stepOperator: Operator<null> = {
  name: "step",
  infer: ([x]) => {
    // ONNX Runtime has no others on the CPU.
    requireDType("step", x as Value, "float32");
    return { dtype: "float32", shape: (x as Value).shape };
  },
  // max(0, min(1, alpha x)): of all normal numbers above 0, none is small enough to give less than 1.
  onnx: () => ({ type: "HardSigmoid", attributes: { alpha: largestFloat32, beta: 0 } }),
  gradient: { none: "a step is constant wherever it has a derivative" },
};

const largestFloat32 = (2 - 2 ** -23) * 2 ** 127;

/** 1 where x > 0, else 0, in x's type. One pass: a comparison and its conversion to numbers take two, three times as long. */
export function step(x: Value): Value {
  return x.dtype === "float32"
    ? apply(stepOperator, [x], null)
    : cast(greater(x, scalar(0, x.dtype)), x.dtype);
}

export const selectOperator: Operator<null> = {
  name: "select",
  infer: ([condition, a, b]) => {
    requireDType("select", condition as Value, "bool");
    requireSameDType("select", a as Value, b as Value);
    const branches = broadcastShapes("select", (a as Value).shape, (b as Value).shape);
    return {
      dtype: (a as Value).dtype,
      shape: broadcastShapes("select", (condition as Value).shape, branches),
    };
  },
  onnx: () => ({ type: "Where" }),
  gradient: ({ inputs }, gradient) => {
    const [condition, a, b] = [inputOf(inputs, 0), inputOf(inputs, 1), inputOf(inputs, 2)];
    const zero = scalar(0, gradient.dtype);
    return [
      undefined,
      sumTo(select(condition, gradient, zero), a.shape),
      sumTo(select(condition, zero, gradient), b.shape),
    ];
  },
};

/** `a` where `condition` holds, else `b`, with broadcasting. */
export function select(condition: Value, a: Value, b: Value): Value {
  return apply(selectOperator, [condition, a, b], null);
}

/** Where both are equal, the gradient goes to the second. */
export const maximumOperator: Operator<null> = {
  name: "maximum",
  infer: ([a, b]) => {
    requireSameDType("maximum", a as Value, b as Value);
    return {
      dtype: (a as Value).dtype,
      shape: broadcastShapes("maximum", (a as Value).shape, (b as Value).shape),
    };
  },
  onnx: () => ({ type: "Max" }),
  gradient: ({ inputs }, gradient) => {
    const [a, b] = [inputOf(inputs, 0), inputOf(inputs, 1)];
    const forA = multiply(gradient, cast(greater(a, b), gradient.dtype));
    return [sumTo(forA, a.shape), sumTo(subtract(gradient, forA), b.shape)];
  },
};

/** The larger of a and b, elementwise with broadcasting. */
export function maximum(a: Value, b: Value): Value {
  return apply(maximumOperator, [a, b], null);
}

interface ClipAttributes {
  readonly minimum: number;
  readonly maximum: number;
}

export const clipOperator: Operator<ClipAttributes> = {
  name: "clip",
  infer: ([x], { minimum, maximum }) => {
    requireDType("clip", x as Value, "float32", "float64");
    if (!(minimum <= maximum)) throw new ShapeError(`clip: ${minimum} to ${maximum} is no range`);
    return { dtype: (x as Value).dtype, shape: (x as Value).shape };
  },
  onnx: ({ dtype }, { minimum, maximum }) => ({
    type: "Clip",
    constants: [minimum, maximum].map((bound): Constant => ({ dtype, shape: [], data: [bound] })),
  }),
  gradient: ({ inputs }, gradient, { minimum, maximum }) => {
    const x = inputOf(inputs, 0);
    const zero = scalar(0, gradient.dtype);
    const belowMaximum = select(greater(scalar(maximum, x.dtype), x), gradient, zero);
    return [select(greater(x, scalar(minimum, x.dtype)), belowMaximum, zero)];
  },
};

/** x held to `minimum` and `maximum`; the derivative is 0 from the bounds on. */
export function clip(x: Value, minimum: number, maximum: number): Value {
  return apply(clipOperator, [x], { minimum, maximum });
}

export const kthLargestOperator: Operator<{ k: number }> = {
  name: "kthLargest",
  infer: ([x], { k }) => {
    const { dtype, shape } = x as Value;
    requireDType("kthLargest", x as Value, "float32", "float64");
    const size = shape.at(-1);
    // Whether a symbolic row has as many is left to the runtime.
    if (size === undefined || !Number.isInteger(k) || k < 1 || (typeof size === "number" && k > size)) {
      throw new ShapeError(`kthLargest: ${k} of the last axis of ${showShape(shape)}`);
    }
    return { dtype, shape: [...shape.slice(0, -1), k] };
  },
  // The second result, the places, is not optional in ONNX.
  onnx: (_, { k }) => ({ type: "TopK", constants: [int64s([k])], furtherResults: 1 }),
  gradient: { none: "it serves as a threshold, which selects and is not passed on" },
};

/** The k-th largest value along the last axis, `[..., 1]`. */
export function kthLargest(x: Value, k: number): Value {
  return slice(largest(x, k), -1, k - 1, k);
}

/** The `k` largest values along the last axis, in descending order: `[..., k]`. */
export function largest(x: Value, k: number): Value {
  return apply(kthLargestOperator, [x], { k });
}

export const largestPlacesOperator: Operator<null> = {
  name: "largestPlaces",
  infer: ([values]) => {
    const { operator, shape } = values as Value;
    if (operator !== kthLargestOperator) {
      throw new ShapeError(`largestPlaces: expected the largest values of a tensor, found ${operator.name}`);
    }
    return { dtype: "int64", shape };
  },
  onnx: "structure",
  gradient: { none: "a place is constant wherever it has a derivative" },
};

/** Where {@link largest} found `values`: int64 `[..., k]`; of equal values the first comes first. */
export function largestPlaces(values: Value): Value {
  return apply(largestPlacesOperator, [values], null);
}

/** Numbers of ONNX's TensorProto.DataType. */
export const onnxDataType: Readonly<Record<DType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
};

export const castOperator: Operator<{ to: DType }> = {
  name: "cast",
  infer: ([x], { to }) => ({ dtype: to, shape: (x as Value).shape }),
  onnx: (_, { to }) => ({ type: "Cast", attributes: { to: BigInt(onnxDataType[to]) } }),
  // Between real types alone: a whole number or a truth is constant wherever it has a derivative.
  gradient: ({ inputs, dtype: to }, gradient) => {
    const { dtype } = inputOf(inputs, 0);
    return [isReal(dtype) && isReal(to) ? cast(gradient, dtype) : undefined];
  },
};

const isReal = (dtype: DType): boolean => dtype === "float32" || dtype === "float64";

/** The same numbers in another element type. */
export function cast(x: Value, to: DType): Value {
  return x.dtype === to ? x : apply(castOperator, [x], { to });
}
