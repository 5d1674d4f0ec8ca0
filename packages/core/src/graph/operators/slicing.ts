import { normalizeAxis, ShapeError, sameShape, showShape } from "../type.ts";
import {
  apply,
  type Constant,
  isValueOf,
  type Operator,
  requireSameDType,
  requireValue,
  requireValues,
  type Value,
} from "../value.ts";
import { resultOf } from "./result.ts";
import { int64s, reshape, shapeOf } from "./shaping.ts";

// Slice and its adjoint, zero padding ------------------------------------------------------------------------------

interface SliceAttributes {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
}

export const sliceOperator: Operator<SliceAttributes, readonly [x: Value]> = {
  name: "slice",
  infer: ([{ dtype, shape }], { axis, start, end }) => {
    const size = shape[axis];
    if (typeof size !== "number" || !(0 <= start && start < end && end <= size)) {
      throw new ShapeError(`slice: ${start} to ${end} of axis ${axis} of ${showShape(shape)}`);
    }
    return { dtype, shape: shape.with(axis, end - start) };
  },
  onnx: {
    type: "Slice",
    node: (_, { axis, start, end }) => ({ constants: [int64s([start]), int64s([end]), int64s([axis])] }),
  },
  gradient: ({ inputs: [x] }, gradient, { axis, start, end }) => [
    pad(gradient, axis, start, (x.shape[axis] as number) - end),
  ],
  about: {
    call: "slice(x, axis, start, end)",
    shape: "that of x, end - start along the axis",
    derivative: "g with zeros for the rest",
  },
};

/** Positions `start` (included) to `end` (excluded) of one axis: ONNX's Slice. */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  const normalized = normalizeAxis("slice", axis, requireValue(x, "slice", "x").shape.length);
  return apply(sliceOperator, [x], { axis: normalized, start, end });
}

interface SplitAttributes {
  readonly axis: number;
  readonly sizes: readonly number[];
}

/** Its results: the parts, in order. */
export const splitOperator: Operator<SplitAttributes, readonly [x: Value]> = {
  name: "split",
  infer: ([{ dtype, shape }], { axis, sizes }) => {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    if (shape[axis] !== total || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
      throw new ShapeError(`split: axis ${axis} of ${showShape(shape)} into ${sizes.join(" + ")}`);
    }
    return sizes.map((size) => ({ dtype, shape: shape.with(axis, size) }));
  },
  onnx: {
    type: "Split",
    node: (_, { axis, sizes }) => ({ attributes: { axis: BigInt(axis) }, constants: [int64s(sizes)] }),
  },
  gradient: { none: "training differentiates by the parts, not by the whole" },
  about: {
    call: "split(x, axis, sizes)",
    shape: "parts like x, with so many along the axis; the first of them, the others by resultOf",
  },
};

/** All of `x` in parts, one after the other along an axis: ONNX's Split, one pass where slices would be several. */
export function split(x: Value, axis: number, sizes: readonly number[]): readonly Value[] {
  const normalized = normalizeAxis("split", axis, requireValue(x, "split", "x").shape.length);
  const first = apply(splitOperator, [x], { axis: normalized, sizes });
  return sizes.map((_, index) => resultOf(first, index));
}

/** The size of one axis as it is when the program runs: an int64 scalar. */
export function sizeOf(x: Value, axis: number): Value {
  return reshape(slice(shapeOf(x), 0, axis, axis + 1), []);
}

interface PadAttributes {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
  readonly value: number;
}

export const padOperator: Operator<PadAttributes, readonly [x: Value]> = {
  name: "pad",
  infer: ([{ dtype, shape }], { axis, before, after }) => {
    const size = shape[axis];
    if (typeof size !== "number" || before < 0 || after < 0) {
      throw new ShapeError(`pad: ${before} before and ${after} after axis ${axis} of ${showShape(shape)}`);
    }
    return { dtype, shape: shape.with(axis, before + size + after) };
  },
  onnx: {
    type: "Pad",
    node: ({ dtype, shape }, { axis, before, after, value }) => {
      const widths = (width: number): number[] => shape.map((_, index) => (index === axis ? width : 0));
      const filling: Constant = { dtype, shape: [], data: [value] };
      return { constants: [int64s([...widths(before), ...widths(after)]), filling] };
    },
  },
  gradient: ({ inputs: [x] }, gradient, { axis, before }) => [
    slice(gradient, axis, before, before + (x.shape[axis] as number)),
  ],
  about: {
    call: "pad(x, axis, before, after, value)",
    shape: "that of x, before + after more along the axis",
    derivative: "g without what was added",
  },
};

/** `x` with `value` (0 by default) repeated before and after it along one axis: ONNX's Pad. */
export function pad(x: Value, axis: number, before: number, after: number, value = 0): Value {
  return before === 0 && after === 0
    ? requireValue(x, "pad", "x")
    : apply(padOperator, [x], { axis, before, after, value });
}

// Concatenation ----------------------------------------------------------------------------------------------------

export const concatOperator: Operator<{ axis: number }, readonly [first: Value, ...others: Value[]]> = {
  name: "concat",
  infer: (inputs, { axis }) => {
    const [first] = inputs;
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
  onnx: { type: "Concat", node: (_, { axis }) => ({ attributes: { axis: BigInt(axis) } }) },
  gradient: ({ inputs: [first, ...others] }, gradient, { axis }) => {
    let end = 0;
    const part = ({ shape }: Value): Value => {
      const start = end;
      end += shape[axis] as number;
      return slice(gradient, axis, start, end);
    };
    return [part(first), ...others.map(part)];
  },
  about: {
    call: "concat(inputs, axis)",
    shape: "that of the inputs, the sum of theirs along the axis",
    derivative: "the slices of g",
  },
};

/** Tensors joined along one axis: ONNX's Concat. Joining all the slices of a tensor gives that tensor, without a copy. */
export function concat(inputs: readonly Value[], axis: number): Value {
  const [first, ...others] = requireValues(inputs, "concat", "inputs");
  if (first === undefined) throw new ShapeError("concat: there is nothing to join");
  const normalized = normalizeAxis("concat", axis, first.shape.length);
  return slicedWhole(inputs, normalized) ?? apply(concatOperator, [first, ...others], { axis: normalized });
}

/** The tensor of which `parts` are all the slices in order, if there is one. */
function slicedWhole(parts: readonly Value[], axis: number): Value | undefined {
  const whole = parts[0]?.inputs[0];
  let end = 0;
  for (const part of parts) {
    if (!isValueOf(part, sliceOperator) || part.inputs[0] !== whole) return undefined;
    const place = part.attributes;
    if (place.axis !== axis || place.start !== end) return undefined;
    end = place.end;
  }
  return whole?.shape[axis] === end ? whole : undefined;
}
