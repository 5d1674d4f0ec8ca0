import { broadcastShapes, ShapeError, showShape } from "../type.ts";
import {
  apply,
  type BinaryOperator,
  type Constant,
  type DType,
  type Operator,
  requireDType,
  requireSameDType,
  requireValue,
  type UnaryOperator,
  type Value,
} from "../value.ts";
import { broadcastWords, multiply, subtract } from "./arithmetic.ts";
import { int64s, sumTo } from "./shaping.ts";
import { slice } from "./slicing.ts";
import { scalar } from "./source.ts";

export const greaterOperator: BinaryOperator = {
  name: "greater",
  infer: ([a, b]) => {
    requireSameDType("greater", a, b);
    return { dtype: "bool", shape: broadcastShapes("greater", a.shape, b.shape) };
  },
  onnx: { type: "Greater" },
  gradient: { none: "a comparison is constant wherever it has a derivative" },
  about: { call: "greater(a, b)", shape: broadcastWords },
};

/** a > b elementwise, with broadcasting: bool, ONNX's Greater. */
export function greater(a: Value, b: Value): Value {
  return apply(greaterOperator, [a, b], null);
}

export const stepOperator: UnaryOperator = {
  name: "step",
  infer: ([x]) => {
    // ONNX Runtime has no others on the CPU.
    requireDType("step", x, "float32");
    return { dtype: "float32", shape: x.shape };
  },
  // max(0, min(1, alpha x)): of all normal numbers above 0, none is small enough to give less than 1.
  onnx: { type: "HardSigmoid", node: () => ({ attributes: { alpha: largestFloat32, beta: 0 } }) },
  // Constant wherever it has a derivative: where a derivative is differentiated again, it adds nothing.
  gradient: () => [undefined],
  about: { call: "step(x)", shape: "that of x", derivative: "0" },
};

const largestFloat32 = (2 - 2 ** -23) * 2 ** 127;

/**
 * 1 where x > 0, else 0, in x's type: ONNX's HardSigmoid, very steep. One pass: a comparison and its conversion to numbers
 * take two, three times as long.
 */
export function step(x: Value): Value {
  return requireValue(x, "step", "x").dtype === "float32"
    ? apply(stepOperator, [x], null)
    : cast(greater(x, scalar(0, x.dtype)), x.dtype);
}

export const selectOperator: Operator<null, readonly [condition: Value, a: Value, b: Value]> = {
  name: "select",
  infer: ([condition, a, b]) => {
    requireDType("select", condition, "bool");
    requireSameDType("select", a, b);
    const branches = broadcastShapes("select", a.shape, b.shape);
    return { dtype: a.dtype, shape: broadcastShapes("select", condition.shape, branches) };
  },
  onnx: { type: "Where" },
  gradient: ({ inputs: [condition, a, b] }, gradient) => {
    const zero = scalar(0, gradient.dtype);
    return [
      undefined,
      sumTo(select(condition, gradient, zero), a.shape),
      sumTo(select(condition, zero, gradient), b.shape),
    ];
  },
  about: {
    call: "select(condition, a, b)",
    shape: "all three broadcast",
    derivative: "none for the condition; g where it holds, else 0; g where it does not, else 0",
  },
};

/** `a` where `condition` holds, else `b`, with broadcasting: ONNX's Where. */
export function select(condition: Value, a: Value, b: Value): Value {
  return apply(selectOperator, [condition, a, b], null);
}

/** Where both are equal, the gradient goes to the second. */
export const maximumOperator: BinaryOperator = {
  name: "maximum",
  infer: ([a, b]) => {
    requireSameDType("maximum", a, b);
    return { dtype: a.dtype, shape: broadcastShapes("maximum", a.shape, b.shape) };
  },
  onnx: { type: "Max" },
  gradient: ({ inputs: [a, b] }, gradient) => {
    const forA = multiply(gradient, cast(greater(a, b), gradient.dtype));
    return [sumTo(forA, a.shape), sumTo(subtract(gradient, forA), b.shape)];
  },
  about: {
    call: "maximum(a, b)",
    shape: broadcastWords,
    derivative: "g where a > b, else 0; g where not, else 0",
  },
};

/** The larger of a and b, elementwise with broadcasting: ONNX's Max. */
export function maximum(a: Value, b: Value): Value {
  return apply(maximumOperator, [a, b], null);
}

interface ClipAttributes {
  readonly minimum: number;
  readonly maximum: number;
}

export const clipOperator: Operator<ClipAttributes, readonly [x: Value]> = {
  name: "clip",
  infer: ([x], { minimum, maximum }) => {
    requireDType("clip", x, "float32", "float64");
    if (!(minimum <= maximum)) throw new ShapeError(`clip: ${minimum} to ${maximum} is no range`);
    return { dtype: x.dtype, shape: x.shape };
  },
  onnx: {
    type: "Clip",
    node: ({ dtype }, { minimum, maximum }) => ({
      constants: [minimum, maximum].map((bound): Constant => ({ dtype, shape: [], data: [bound] })),
    }),
  },
  gradient: ({ inputs: [x] }, gradient, { minimum, maximum }) => {
    const zero = scalar(0, gradient.dtype);
    const belowMaximum = select(greater(scalar(maximum, x.dtype), x), gradient, zero);
    return [select(greater(x, scalar(minimum, x.dtype)), belowMaximum, zero)];
  },
  about: {
    call: "clip(x, minimum, maximum)",
    shape: "that of x",
    derivative: "g strictly between the bounds, else 0",
  },
};

/** x held to `minimum` and `maximum`, ONNX's Clip; the derivative is 0 from the bounds on. */
export function clip(x: Value, minimum: number, maximum: number): Value {
  return apply(clipOperator, [x], { minimum, maximum });
}

/** Its results: the values, and where they stand. */
export const kthLargestOperator: Operator<{ k: number }, readonly [x: Value]> = {
  name: "kthLargest",
  infer: ([x], { k }) => {
    const { dtype, shape } = x;
    requireDType("kthLargest", x, "float32", "float64");
    const size = shape.at(-1);
    // Whether a symbolic row has as many is left to the runtime.
    if (size === undefined || !Number.isInteger(k) || k < 1 || (typeof size === "number" && k > size)) {
      throw new ShapeError(`kthLargest: ${k} of the last axis of ${showShape(shape)}`);
    }
    const found = [...shape.slice(0, -1), k];
    return [
      { dtype, shape: found },
      { dtype: "int64", shape: found },
    ];
  },
  onnx: { type: "TopK", node: (_, { k }) => ({ constants: [int64s([k])] }) },
  gradient: { none: "it serves as a threshold, which selects and is not passed on" },
  about: {
    call: "largest(x, k), kthLargest(x, k)",
    shape:
      "`[..., n]` gives `[..., k]`, descending; result 1 their places, int64; `kthLargest` gives the last, `[..., 1]`",
  },
};

/** The k-th largest value along the last axis, `[..., 1]`: ONNX's TopK and Slice. */
export function kthLargest(x: Value, k: number): Value {
  return slice(largest(x, k), -1, k - 1, k);
}

/**
 * The `k` largest values along the last axis, in descending order: `[..., k]`, ONNX's TopK. Where they stand is result 1,
 * int64 of the same shape: `resultOf(largest(x, k), 1)`. Of equal values the first comes first.
 */
export function largest(x: Value, k: number): Value {
  return apply(kthLargestOperator, [x], { k });
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

export const castOperator: Operator<{ to: DType }, readonly [x: Value]> = {
  name: "cast",
  infer: ([x], { to }) => ({ dtype: to, shape: x.shape }),
  onnx: { type: "Cast", node: (_, { to }) => ({ attributes: { to: BigInt(onnxDataType[to]) } }) },
  // Between real types alone: a whole number or a truth is constant wherever it has a derivative.
  gradient: ({ inputs: [{ dtype }] }, gradient, { to }) => [
    isReal(dtype) && isReal(to) ? cast(gradient, dtype) : undefined,
  ],
  about: { call: "cast(x, to)", shape: "that of x", derivative: "g in the type of x, between real types" },
};

const isReal = (dtype: DType): boolean => dtype === "float32" || dtype === "float64";

/** The same numbers in another element type: ONNX's Cast. */
export function cast(x: Value, to: DType): Value {
  return requireValue(x, "cast", "x").dtype === to ? x : apply(castOperator, [x], { to });
}
