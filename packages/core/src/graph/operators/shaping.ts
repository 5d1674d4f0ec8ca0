import { type Dimension, normalizeAxis, type Shape, ShapeError, sameShape, showShape } from "../type.ts";
import {
  apply,
  type Constant,
  isValueOf,
  type Operator,
  requireValue,
  requireValues,
  type UnaryOperator,
  type Value,
} from "../value.ts";

/** An int64 vector, the form in which ONNX takes axes, shapes and positions. */
export const int64s = (data: readonly number[]): Constant => ({ dtype: "int64", shape: [data.length], data });

// Identity -----------------------------------------------------------------------------------------------------

export const identityOperator: UnaryOperator = {
  name: "identity",
  infer: ([{ dtype, shape }]) => ({ dtype, shape }),
  onnx: { type: "Identity" },
  gradient: (_, gradient) => [gradient],
  about: { call: "identity(x)", shape: "that of x", derivative: "g" },
};

/** `x` again, as a value of its own: ONNX's Identity. */
export function identity(x: Value): Value {
  return apply(identityOperator, [x], null);
}

// Reshape ------------------------------------------------------------------------------------------------------

/** Of all sizes together: the product of those that are known, and the names of the others in order. `5 x batch` has both. */
function factorsOf(shape: Shape): { readonly count: number; readonly names: string } {
  const factors = shape.flatMap((size): readonly (string | number)[] =>
    typeof size === "number" ? [size] : size.split(" x "),
  );
  const names = factors.filter((factor) => Number.isNaN(Number(factor)));
  const known = factors.filter((factor) => !Number.isNaN(Number(factor)));
  return {
    count: known.reduce<number>((product, factor) => product * Number(factor), 1),
    names: names.join(),
  };
}

/** Sizes as ONNX takes them: -1 for one that follows from the others, and, beside it, 0 for those that stay where they are. */
function targetSizes(from: Shape, shape: Shape): readonly number[] {
  const unknown = shape.filter((size) => typeof size === "string").length;
  return shape.map((size, axis) => {
    if (typeof size === "number") return size;
    return unknown > 1 && from[axis] === size ? 0 : -1;
  });
}

export const reshapeOperator: Operator<{ shape: Shape }, readonly [x: Value]> = {
  name: "reshape",
  infer: ([{ dtype, shape: from }], { shape }) => {
    const [given, wanted] = [factorsOf(from), factorsOf(shape)];
    if (given.names !== wanted.names || given.count !== wanted.count) {
      throw new ShapeError(`reshape: ${showShape(from)} does not hold the elements of ${showShape(shape)}`);
    }
    if (targetSizes(from, shape).filter((size) => size === -1).length > 1) {
      throw new ShapeError(
        `reshape: ${showShape(shape)} has more than one size that is not known before the run, and is not where it was`,
      );
    }
    return { dtype, shape };
  },
  onnx: {
    type: "Reshape",
    node: ({ inputs: [x] }, { shape }) => ({ constants: [int64s(targetSizes(x.shape, shape))] }),
  },
  gradient: ({ inputs: [x] }, gradient) => [reshape(gradient, x.shape)],
  about: {
    call: "reshape(x, shape)",
    shape: "the one that is given, of as many elements",
    derivative: "g in the shape of x",
  },
};

/**
 * The same elements in row-major order under another shape, ONNX's Reshape; of symbolic sizes at most one may move. A
 * size may be a product, `"5 x batch"`, of which a part goes elsewhere.
 */
export function reshape(x: Value, shape: Shape): Value {
  if (sameShape(requireValue(x, "reshape", "x").shape, shape)) return x;
  const source = isValueOf(x, reshapeOperator) ? x.inputs[0] : x;
  return sameShape(source.shape, shape) ? source : apply(reshapeOperator, [source], { shape });
}

// Transpose ----------------------------------------------------------------------------------------------------

export const transposeOperator: Operator<{ permutation: readonly number[] }, readonly [x: Value]> = {
  name: "transpose",
  infer: ([{ dtype, shape }], { permutation }) => {
    const sorted = [...permutation].sort((a, b) => a - b);
    if (sorted.length !== shape.length || sorted.some((axis, index) => axis !== index)) {
      throw new ShapeError(
        `transpose: [${permutation.join(", ")}] is no order of the axes of ${showShape(shape)}`,
      );
    }
    return { dtype, shape: permutation.map((axis) => shape[axis] as Dimension) };
  },
  onnx: {
    type: "Transpose",
    node: (_, { permutation }) => ({ attributes: { perm: permutation.map(BigInt) } }),
  },
  gradient: (_, gradient, { permutation }) => {
    const inverse = permutation.map((_axis, index) => permutation.indexOf(index));
    return [transpose(gradient, inverse)];
  },
  about: {
    call: "transpose(x, permutation)",
    shape: "the sizes of x in the order of the permutation",
    derivative: "g in the inverse order",
  },
};

/** Axis i of the result is axis `permutation[i]` of `x`: ONNX's Transpose. */
export function transpose(x: Value, permutation: readonly number[]): Value {
  return apply(transposeOperator, [x], { permutation });
}

// Broadcasting and its adjoint, the sum --------------------------------------------------------------------------

export const shapeOfOperator: UnaryOperator = {
  name: "shapeOf",
  infer: ([x]) => ({ dtype: "int64", shape: [x.shape.length] }),
  onnx: { type: "Shape" },
  gradient: { none: "a shape does not depend on the elements" },
  about: { call: "shapeOf(x)", shape: "`[axes of x]`, int64" },
};

/** The sizes of the axes of `x` as they are when the program runs: an int64 vector, ONNX's Shape. */
export function shapeOf(x: Value): Value {
  return apply(shapeOfOperator, [x], null);
}

export const expandOperator: Operator<{ shape: Shape }, readonly [x: Value, sizes: Value]> = {
  name: "expand",
  infer: ([{ dtype, shape }, sizes], { shape: target }) => {
    const offset = target.length - shape.length;
    if (offset < 0 || shape.some((size, axis) => size !== 1 && size !== target[axis + offset])) {
      throw new ShapeError(`expand: ${showShape(shape)} does not broadcast to ${showShape(target)}`);
    }
    if (sizes.dtype !== "int64" || sizes.shape[0] !== target.length) {
      throw new ShapeError(`expand: expected ${target.length} int64 sizes`);
    }
    return { dtype, shape: target };
  },
  onnx: { type: "Expand" },
  gradient: ({ inputs: [x] }, gradient) => [sumTo(gradient, x.shape), undefined],
  about: {
    call: "expandLike(x, like)",
    shape: "that of like, to which x broadcasts",
    derivative: "the sum of g over the axes that were broadcast",
  },
};

/** `x` broadcast to the shape of `like`, which may be known only when the program runs: ONNX's Expand. */
export function expandLike(x: Value, like: Value): Value {
  requireValues([x, like], "expandLike", "inputs");
  return sameShape(x.shape, like.shape)
    ? x
    : apply(expandOperator, [x, shapeOf(like)], { shape: like.shape });
}

interface ReduceAttributes {
  readonly axes: readonly number[];
  readonly keepDimensions: boolean;
}

/** The shape that is left when `axes` are reduced. */
export function reducedShape(shape: Shape, { axes, keepDimensions }: ReduceAttributes): Shape {
  return keepDimensions
    ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : shape.filter((_, axis) => !axes.includes(axis));
}

export const reduceSumOperator: Operator<ReduceAttributes, readonly [x: Value]> = {
  name: "reduceSum",
  infer: ([{ dtype, shape }], attributes) => ({ dtype, shape: reducedShape(shape, attributes) }),
  onnx: {
    type: "ReduceSum",
    node: (_, { axes, keepDimensions }) => ({
      attributes: { keepdims: keepDimensions ? 1n : 0n },
      constants: [int64s(axes)],
    }),
  },
  gradient: ({ inputs: [x] }, gradient, { axes }) => {
    const kept = reshape(gradient, reducedShape(x.shape, { axes, keepDimensions: true }));
    return [expandLike(kept, x)];
  },
  about: {
    call: "reduceSum(x, axes, keepDimensions)",
    shape: "that of x without the axes, or with 1 for them",
    derivative: "g broadcast to the shape of x",
  },
};

/** The sum over `axes` (all by default), which disappear unless `keepDimensions`: ONNX's ReduceSum. */
export function reduceSum(x: Value, axes?: readonly number[], keepDimensions = false): Value {
  const { shape } = requireValue(x, "reduceSum", "x");
  const normalized = (axes ?? [...shape.keys()]).map((axis) =>
    normalizeAxis("reduceSum", axis, shape.length),
  );
  // To ONNX no axes mean all of them.
  return normalized.length === 0 ? x : apply(reduceSumOperator, [x], { axes: normalized, keepDimensions });
}

export const reduceProductOperator: Operator<ReduceAttributes, readonly [x: Value]> = {
  name: "reduceProduct",
  infer: ([{ dtype, shape }], attributes) => ({ dtype, shape: reducedShape(shape, attributes) }),
  // Axes became an input only in operator set 18, which the oldest supported runtimes lack.
  onnx: {
    type: "ReduceProd",
    node: (_, { axes, keepDimensions }) => ({
      attributes: { axes: axes.map(BigInt), keepdims: keepDimensions ? 1n : 0n },
    }),
  },
  gradient: { none: "it serves the values of losses, whose gradients are written by hand" },
  about: { call: "reduceProduct(x, axes)", shape: "that of x without the axes" },
};

/** The product over `axes`, which disappear: ONNX's ReduceProd. */
export function reduceProduct(x: Value, axes: readonly number[]): Value {
  const { shape } = requireValue(x, "reduceProduct", "x");
  const normalized = axes.map((axis) => normalizeAxis("reduceProduct", axis, shape.length));
  return normalized.length === 0
    ? x
    : apply(reduceProductOperator, [x], { axes: normalized, keepDimensions: false });
}

export const reduceMaxOperator: Operator<ReduceAttributes, readonly [x: Value]> = {
  ...reduceProductOperator,
  name: "reduceMax",
  onnx: { ...reduceProductOperator.onnx, type: "ReduceMax" },
  gradient: {
    none: "it serves to subtract what cancels again, as logSumExp does, whose gradient is written by hand",
  },
  about: {
    call: "reduceMax(x, axes, keepDimensions)",
    shape: "that of x without the axes, or with 1 for them",
  },
};

/** The largest value over `axes`, which disappear unless `keepDimensions`: ONNX's ReduceMax. */
export function reduceMax(x: Value, axes: readonly number[], keepDimensions = false): Value {
  const { shape } = requireValue(x, "reduceMax", "x");
  const normalized = axes.map((axis) => normalizeAxis("reduceMax", axis, shape.length));
  return normalized.length === 0 ? x : apply(reduceMaxOperator, [x], { axes: normalized, keepDimensions });
}

/** Sums the axes along which `shape` was broadcast, so that the result has that shape: the adjoint of broadcasting. */
export function sumTo(x: Value, shape: Shape): Value {
  if (sameShape(requireValue(x, "sumTo", "x").shape, shape)) return x;
  const offset = x.shape.length - shape.length;
  const axes = x.shape.flatMap((size, axis) =>
    axis < offset || (shape[axis - offset] === 1 && size !== 1) ? [axis] : [],
  );
  return reshape(reduceSum(x, axes), shape);
}
