import {
  type Dimension,
  elementCount,
  normalizeAxis,
  type Shape,
  ShapeError,
  sameShape,
  showShape,
} from "../type.ts";
import { apply, type Constant, inputOf, type Operator, requireSameDType, type Value } from "../value.ts";

/** An int64 vector, the form in which ONNX takes axes, shapes and positions. */
const int64s = (data: readonly number[]): Constant => ({ dtype: "int64", shape: [data.length], data });

// Identity -----------------------------------------------------------------------------------------------------

export const identityOperator: Operator<null> = {
  name: "identity",
  infer: ([x]) => x as Value,
  onnx: () => ({ type: "Identity" }),
  gradient: (_, gradient) => [gradient],
};

/** `x` again, as a value of its own. */
export function identity(x: Value): Value {
  return apply(identityOperator, [x], null);
}

// Reshape ------------------------------------------------------------------------------------------------------

export const reshapeOperator: Operator<{ shape: Shape }> = {
  name: "reshape",
  infer: ([x], { shape }) => {
    const from = (x as Value).shape;
    const symbolic = (sizes: Shape): string => sizes.filter((size) => typeof size === "string").join();
    const known = (sizes: Shape): number => elementCount(sizes.filter((size) => typeof size === "number"));
    if (symbolic(from) !== symbolic(shape) || known(from) !== known(shape)) {
      throw new ShapeError(`reshape: ${showShape(from)} does not hold the elements of ${showShape(shape)}`);
    }
    if (shape.filter((size) => typeof size === "string").length > 1) {
      throw new ShapeError(
        `reshape: ${showShape(shape)} has more than one size that is not known before the run`,
      );
    }
    return { dtype: (x as Value).dtype, shape };
  },
  onnx: (_, { shape }) => ({
    type: "Reshape",
    constants: [int64s(shape.map((size) => (typeof size === "string" ? -1 : size)))],
  }),
  gradient: ({ inputs }, gradient) => [reshape(gradient, inputOf(inputs, 0).shape)],
};

/** The same elements in row-major order under another shape; at most one size may be symbolic. */
export function reshape(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const source = x.operator === reshapeOperator ? inputOf(x.inputs, 0) : x;
  return sameShape(source.shape, shape) ? source : apply(reshapeOperator, [source], { shape });
}

// Transpose ----------------------------------------------------------------------------------------------------

export const transposeOperator: Operator<{ permutation: readonly number[] }> = {
  name: "transpose",
  infer: ([x], { permutation }) => {
    const { dtype, shape } = x as Value;
    const sorted = [...permutation].sort((a, b) => a - b);
    if (sorted.length !== shape.length || sorted.some((axis, index) => axis !== index)) {
      throw new ShapeError(
        `transpose: [${permutation.join(", ")}] is no order of the axes of ${showShape(shape)}`,
      );
    }
    return { dtype, shape: permutation.map((axis) => shape[axis] as Dimension) };
  },
  onnx: (_, { permutation }) => ({ type: "Transpose", attributes: { perm: permutation.map(BigInt) } }),
  gradient: (_, gradient, { permutation }) => {
    const inverse = permutation.map((_axis, index) => permutation.indexOf(index));
    return [transpose(gradient, inverse)];
  },
};

/** Axis i of the result is axis `permutation[i]` of `x`. */
export function transpose(x: Value, permutation: readonly number[]): Value {
  return apply(transposeOperator, [x], { permutation });
}

// Broadcasting and its adjoint, the sum --------------------------------------------------------------------------

export const shapeOfOperator: Operator<null> = {
  name: "shapeOf",
  infer: ([x]) => ({ dtype: "int64", shape: [(x as Value).shape.length] }),
  onnx: () => ({ type: "Shape" }),
  gradient: { none: "a shape does not depend on the elements" },
};

/** The sizes of the axes of `x` as they are when the program runs: an int64 vector. */
export function shapeOf(x: Value): Value {
  return apply(shapeOfOperator, [x], null);
}

export const expandOperator: Operator<{ shape: Shape }> = {
  name: "expand",
  infer: ([x, sizes], { shape: target }) => {
    const { dtype, shape } = x as Value;
    const offset = target.length - shape.length;
    if (offset < 0 || shape.some((size, axis) => size !== 1 && size !== target[axis + offset])) {
      throw new ShapeError(`expand: ${showShape(shape)} does not broadcast to ${showShape(target)}`);
    }
    if ((sizes as Value).dtype !== "int64" || (sizes as Value).shape[0] !== target.length) {
      throw new ShapeError(`expand: expected ${target.length} int64 sizes`);
    }
    return { dtype, shape: target };
  },
  onnx: () => ({ type: "Expand" }),
  gradient: ({ inputs }, gradient) => [sumTo(gradient, inputOf(inputs, 0).shape), undefined],
};

/** `x` broadcast to the shape of `like`, which may be known only when the program runs. */
export function expandLike(x: Value, like: Value): Value {
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

export const reduceSumOperator: Operator<ReduceAttributes> = {
  name: "reduceSum",
  infer: ([x], attributes) => ({
    dtype: (x as Value).dtype,
    shape: reducedShape((x as Value).shape, attributes),
  }),
  onnx: (_, { axes, keepDimensions }) => ({
    type: "ReduceSum",
    attributes: { keepdims: keepDimensions ? 1n : 0n },
    constants: [int64s(axes)],
  }),
  gradient: ({ inputs }, gradient, { axes }) => {
    const x = inputOf(inputs, 0);
    const kept = reshape(gradient, reducedShape(x.shape, { axes, keepDimensions: true }));
    return [expandLike(kept, x)];
  },
};

/** The sum over `axes` (all by default), which disappear unless `keepDimensions`. */
export function reduceSum(
  x: Value,
  axes: readonly number[] = x.shape.map((_, axis) => axis),
  keepDimensions = false,
): Value {
  const normalized = axes.map((axis) => normalizeAxis("reduceSum", axis, x.shape.length));
  // To ONNX no axes mean all of them.
  return normalized.length === 0 ? x : apply(reduceSumOperator, [x], { axes: normalized, keepDimensions });
}

export const reduceProductOperator: Operator<ReduceAttributes> = {
  name: "reduceProduct",
  infer: ([x], attributes) => ({
    dtype: (x as Value).dtype,
    shape: reducedShape((x as Value).shape, attributes),
  }),
  // Axes became an input only in operator set 18, which the oldest supported runtimes lack.
  onnx: (_, { axes, keepDimensions }) => ({
    type: "ReduceProd",
    attributes: { axes: axes.map(BigInt), keepdims: keepDimensions ? 1n : 0n },
  }),
  gradient: { none: "it serves the values of losses, whose gradients are written by hand" },
};

/** The product over `axes`, which disappear. */
export function reduceProduct(x: Value, axes: readonly number[]): Value {
  const normalized = axes.map((axis) => normalizeAxis("reduceProduct", axis, x.shape.length));
  return normalized.length === 0
    ? x
    : apply(reduceProductOperator, [x], { axes: normalized, keepDimensions: false });
}

/** Sums the axes along which `shape` was broadcast, so that the result has that shape: the adjoint of broadcasting. */
export function sumTo(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const offset = x.shape.length - shape.length;
  const axes = x.shape.flatMap((size, axis) =>
    axis < offset || (shape[axis - offset] === 1 && size !== 1) ? [axis] : [],
  );
  return reshape(reduceSum(x, axes), shape);
}

// Slice and its adjoint, zero padding ------------------------------------------------------------------------------

interface SliceAttributes {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
}

export const sliceOperator: Operator<SliceAttributes> = {
  name: "slice",
  infer: ([x], { axis, start, end }) => {
    const { dtype, shape } = x as Value;
    const size = shape[axis];
    if (typeof size !== "number" || !(0 <= start && start < end && end <= size)) {
      throw new ShapeError(`slice: ${start} to ${end} of axis ${axis} of ${showShape(shape)}`);
    }
    return { dtype, shape: shape.with(axis, end - start) };
  },
  onnx: (_, { axis, start, end }) => ({
    type: "Slice",
    constants: [int64s([start]), int64s([end]), int64s([axis])],
  }),
  gradient: ({ inputs }, gradient, { axis, start, end }) => {
    const size = inputOf(inputs, 0).shape[axis] as number;
    return [pad(gradient, axis, start, size - end)];
  },
};

/** Positions `start` (included) to `end` (excluded) of one axis. */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  const normalized = normalizeAxis("slice", axis, x.shape.length);
  return apply(sliceOperator, [x], { axis: normalized, start, end });
}

interface PadAttributes {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
  readonly value: number;
}

export const padOperator: Operator<PadAttributes> = {
  name: "pad",
  infer: ([x], { axis, before, after }) => {
    const { dtype, shape } = x as Value;
    const size = shape[axis];
    if (typeof size !== "number" || before < 0 || after < 0) {
      throw new ShapeError(`pad: ${before} before and ${after} after axis ${axis} of ${showShape(shape)}`);
    }
    return { dtype, shape: shape.with(axis, before + size + after) };
  },
  onnx: ({ dtype, shape }, { axis, before, after, value }) => {
    const widths = (width: number): number[] => shape.map((_, index) => (index === axis ? width : 0));
    const filling: Constant = { dtype, shape: [], data: [value] };
    return { type: "Pad", constants: [int64s([...widths(before), ...widths(after)]), filling] };
  },
  gradient: ({ inputs }, gradient, { axis, before }) => {
    const size = inputOf(inputs, 0).shape[axis] as number;
    return [slice(gradient, axis, before, before + size)];
  },
};

/** `x` with `value` (0 by default) repeated before and after it along one axis. */
export function pad(x: Value, axis: number, before: number, after: number, value = 0): Value {
  return before === 0 && after === 0 ? x : apply(padOperator, [x], { axis, before, after, value });
}

// Concatenation ----------------------------------------------------------------------------------------------------

export const concatOperator: Operator<{ axis: number }> = {
  name: "concat",
  infer: (inputs, { axis }) => {
    const first = inputOf(inputs, 0);
    let total = 0;
    for (const x of inputs) {
      requireSameDType("concat", first, x);
      const size = x.shape[axis];
      if (typeof size !== "number" || !sameShape(x.shape.with(axis, 0), first.shape.with(axis, 0))) {
        throw new ShapeError(
          `concat: ${showShape(first.shape)} and ${showShape(x.shape)} do not join along axis ${axis}`,
        );
      }
      total += size;
    }
    return { dtype: first.dtype, shape: first.shape.with(axis, total) };
  },
  onnx: (_, { axis }) => ({ type: "Concat", attributes: { axis: BigInt(axis) } }),
  gradient: ({ inputs }, gradient, { axis }) => {
    let start = 0;
    return inputs.map((x) => {
      const end = start + (x.shape[axis] as number);
      const part = slice(gradient, axis, start, end);
      start = end;
      return part;
    });
  },
};

/** Tensors joined along one axis. Joining all the slices of a tensor gives that tensor, without a copy. */
export function concat(inputs: readonly Value[], axis: number): Value {
  const first = inputOf(inputs, 0);
  const normalized = normalizeAxis("concat", axis, first.shape.length);
  return slicedWhole(inputs, normalized) ?? apply(concatOperator, inputs, { axis: normalized });
}

/** The tensor of which `parts` are all the slices in order, if there is one. */
function slicedWhole(parts: readonly Value[], axis: number): Value | undefined {
  const whole = parts[0]?.inputs[0];
  let end = 0;
  for (const part of parts) {
    if (part.operator !== sliceOperator || part.inputs[0] !== whole) return undefined;
    const place = part.attributes as SliceAttributes;
    if (place.axis !== axis || place.start !== end) return undefined;
    end = place.end;
  }
  return whole?.shape[axis] === end ? whole : undefined;
}
