import { type Dimension, elementCount, ShapeError, showShape } from "../type.ts";
import { apply, type Operator, type Value } from "../value.ts";
import { crop } from "./phases.ts";
import { int64s, reshape, transpose } from "./shaping.ts";
import { requireFloat32, type Sizes4, type Window } from "./window.ts";

export const mergeAxesOperator: Operator<{ count: number }, readonly [x: Value]> = {
  name: "mergeAxes",
  infer: ([{ dtype, shape }], { count }) => {
    const [kept, merged] = [shape.slice(0, -count), shape.slice(-count)];
    if (kept.some((size) => typeof size === "string")) {
      throw new ShapeError(`mergeAxes: of ${showShape(shape)} only the last ${count} sizes may be unknown`);
    }
    const symbolic = merged.some((size) => typeof size === "string");
    return { dtype, shape: [...kept, symbolic ? merged.join(" x ") : elementCount(merged)] };
  },
  onnx: {
    type: "Reshape",
    node: ({ shape }) => ({ constants: [int64s([...shape.slice(0, -1).map(Number), -1])] }),
  },
  gradient: { none: "it serves the gradients of kernels" },
  about: { call: "mergeAxes(x, count)", shape: "that of x, its last count axes as one" },
};

/** The last `count` axes as one, whose size may be a product that is known only when the program runs: `"7 x 7 x batch"`. */
export function mergeAxes(x: Value, count: number): Value {
  return apply(mergeAxesOperator, [x], { count });
}

interface KernelGradientAttributes extends Window {
  /** The kernel's channels, rows and columns. */
  readonly channels: number;
  readonly size: readonly [rows: number, columns: number];
}

/**
 * The gradient of a convolution for its kernel, itself a convolution: the image, channels innermost, under the gradient of the
 * result as a kernel as large as the image and the batch, of which the elements are `stride` rows and columns and all
 * channels apart. Inputs: folded image `[1, 1, height, width, batch x channels]`, gradient `[filters, 1, rows, columns,
 * batch]`; result `[1, filters, rows, columns, channels]`.
 */
export const kernelGradientOperator: Operator<KernelGradientAttributes, readonly [image: Value, g: Value]> = {
  name: "kernelGradient",
  infer: (inputs, { channels, size }) => {
    requireFloat32("kernelGradient", inputs);
    return { dtype: "float32", shape: [1, inputs[1].shape[0] as Dimension, ...size, channels] };
  },
  onnx: {
    type: "Conv",
    node: (_, { stride, padding: { top, left, bottom, right }, channels }) => ({
      attributes: {
        dilations: [stride, stride, channels].map(BigInt),
        pads: [top, left, 0, bottom, right, 0].map(BigInt),
      },
    }),
  },
  gradient: { none: "first derivatives suffice to train" },
  about: {
    call: "kernelGradient(x, g, size, window)",
    shape: "that of the kernel, `[filters, channels, rows, columns]`",
  },
};

/** The gradient of a convolution for its kernel of `size` rows and columns, by {@link kernelGradientOperator}. */
export function kernelGradientInPlace(
  x: Value,
  g: Value,
  size: readonly [number, number],
  { stride, padding }: Window,
): Value {
  const [channels, height, width] = x.shape as Sizes4;
  const [filters, gHeight, gWidth, batch] = g.shape as Sizes4;
  // The rows and columns after the last window's were not used; negative, these would be padding.
  const bottom = stride * (gHeight - 1) + size[0] - height - padding.top;
  const right = stride * (gWidth - 1) + size[1] - width - padding.left;
  const used = crop(x, height + Math.min(bottom, 0), width + Math.min(right, 0));
  const folded = mergeAxes(transpose(used, [1, 2, 3, 0]), 2);
  const around = { ...padding, bottom: Math.max(bottom, 0), right: Math.max(right, 0) };
  const result = apply(
    kernelGradientOperator,
    [reshape(folded, [1, 1, ...folded.shape]), reshape(g, [filters, 1, gHeight, gWidth, batch])],
    { stride, padding: around, channels, size },
  );
  return transpose(reshape(result, [filters, ...size, channels]), [0, 3, 1, 2]);
}
