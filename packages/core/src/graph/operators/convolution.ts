import { type Dimension, elementCount, type Shape, ShapeError, sameShape, showShape } from "../type.ts";
import { apply, isValueOf, type Operator, requireRank, type Value } from "../value.ts";
import { gather } from "./indexing.ts";
import { kernelGradientInPlace, mergeAxes } from "./kernel-gradient.ts";
import { commonWindow, type PhaseTaps, phaseTapsOf } from "./phase-taps.ts";
import { crop, joinPhases } from "./phases.ts";
import { matMul } from "./product.ts";
import { reduceSum, reshape, reshapeOperator, transpose } from "./shaping.ts";
import { concat, slice } from "./slicing.ts";
import { constant } from "./source.ts";
import {
  hasFewChannels,
  type Kernel4,
  paddingOf,
  requireFloat32,
  type Sizes4,
  type Window,
} from "./window.ts";

// The convolution and its gradients are one file: the gradient for the image is made of convolutions, and that for a kernel of
// few channels begins with one.

type Operands = readonly [image: Value, kernel: Value] | readonly [image: Value, kernel: Value, bias: Value];

/** Inputs: image `[1, channels, height, width, batch]`, kernel `[filters, channels, rows, columns, 1]`, perhaps a bias. */
export const convolutionOperator: Operator<Window, Operands> = {
  name: "convolution",
  infer: (inputs, { stride, padding }) => {
    requireFloat32("convolution", inputs);
    const [x, kernel, bias] = inputs;
    const [, channels, height, width, batch] = x.shape as readonly [1, number, number, number, Dimension];
    const [filters, kernelChannels, rows, columns] = kernel.shape as Kernel4;
    if (channels !== kernelChannels) {
      throw new ShapeError(
        `convolution: an image ${showShape(x.shape.slice(1))} and a kernel ${showShape(kernel.shape.slice(0, 4))} differ in channels`,
      );
    }
    if (bias !== undefined && (bias.shape.length !== 1 || bias.shape[0] !== filters)) {
      throw new ShapeError(`convolution: bias ${showShape(bias.shape)} for ${filters} filters`);
    }
    const { top, left, bottom, right } = padding;
    if (Math.min(top, left, bottom, right) < 0) {
      throw new ShapeError(`convolution: padding ${[top, left, bottom, right].join(", ")} is negative`);
    }
    const sizes = [
      Math.floor((height + top + bottom - rows) / stride) + 1,
      Math.floor((width + left + right - columns) / stride) + 1,
    ] as const;
    if (Math.min(...sizes) < 1) {
      throw new ShapeError(
        `convolution: a kernel [${rows}, ${columns}] on an image ${showShape(x.shape.slice(1))}`,
      );
    }
    return { dtype: x.dtype, shape: [1, filters, ...sizes, batch] };
  },
  onnx: {
    type: "Conv",
    node: (_, { stride, padding: { top, left, bottom, right } }) => ({
      attributes: {
        strides: [stride, stride, 1].map(BigInt),
        pads: [top, left, 0, bottom, right, 0].map(BigInt),
      },
    }),
  },
  gradient: ({ inputs: [x, kernel, bias] }, gradient, window) => {
    const [image, weights, g] = [x.shape.slice(1), kernel.shape.slice(0, 4), gradient.shape.slice(1)];
    const forResult = reshape(gradient, g);
    const [, , rows, columns] = kernel.shape as Kernel4;
    const forX = inputGradient(forResult, reshape(kernel, weights), image, window);
    const forKernel = kernelGradient(reshape(x, image), forResult, [rows, columns], window);
    const both = [reshape(forX, x.shape), reshape(forKernel, kernel.shape)] as const;
    return bias === undefined ? both : [...both, reduceSum(forResult, [1, 2, 3])];
  },
  about: {
    call: "convolve(x, kernel, window, bias)",
    shape:
      "`[channels, height, width, batch]` and `[filters, channels, rows, columns]` give `[filters, whole windows down, across, batch]`",
    derivative:
      "for x convolutions of g with the kernel turned round, one for each phase of the stride; for the kernel that of x with g; for the bias the sum of g over all but the filters",
  },
};

/**
 * The cross-correlation that networks call convolution, ONNX's Conv, plus an optional bias `[filters]`:
 * y[f, i, j] = bias[f] + sum over c, r, s of kernel[f, c, r, s] x[c, stride i + r - top, stride j + s - left].
 * @param x `[channels, height, width, batch]`, float32
 * @param kernel `[filters, channels, rows, columns]`
 * @returns `[filters, ...]`, as many rows and columns as there are whole windows
 * @throws ShapeError when the channels differ, or no window fits; in its gradient for the image, when the padding exceeds
 *   the kernel's size less the stride
 */
export function convolve(x: Value, kernel: Value, window: Window, bias?: Value): Value {
  for (const given of [x, kernel]) requireRank("convolution", given, 4);
  const [, channels, rows, columns] = kernel.shape as Kernel4;
  // Planes of wrong channels would be refused all the same, but not in terms that the caller knows.
  const fits = channels === x.shape[0] && rows * columns > 1 && window.stride === 1;
  const byPlanes = fits && hasFewChannels(kernel.shape) && !hasFewChannels(x.shape);
  return (byPlanes ? convolvePlanes : convolveInPlace)(x, kernel, window, bias);
}

/** By {@link convolutionOperator}. */
function convolveInPlace(x: Value, kernel: Value, window: Window, bias?: Value): Value {
  const operands = [reshape(x, [1, ...x.shape]), reshape(kernel, [...kernel.shape, 1])] as const;
  const y = apply(convolutionOperator, bias === undefined ? operands : [...operands, bias], window);
  return reshape(y, y.shape.slice(1));
}

/**
 * For few filters: a plane for every tap of the kernel, all by one product, which are then shifted and added: a convolution
 * with zeros and ones, which gathers windows from few planes instead of from all channels.
 */
function convolvePlanes(x: Value, kernel: Value, window: Window, bias?: Value): Value {
  const [filters, channels, rows, columns] = kernel.shape as Kernel4;
  const count = rows * columns;
  const taps = transpose(reshape(kernel, [filters, channels, count]), [0, 2, 1]);
  const planes = convolveInPlace(x, reshape(taps, [filters * count, channels, 1, 1]), {
    stride: 1,
    padding: paddingOf(0),
  });
  // Of filter f, plane [f, tap] goes where the tap is.
  const shifts = Array.from({ length: filters * filters * count * count }, (_, index) => {
    const [tap, plane] = [index % count, Math.floor(index / count)];
    return plane % (filters * count) === Math.floor(plane / (filters * count)) * count + tap ? 1 : 0;
  });
  const shifting = constant(shifts, [filters, filters * count, rows, columns], x.dtype);
  return convolveInPlace(planes, shifting, window, bias);
}

/** A {@link convolve} and its arguments. */
export interface Convolution {
  readonly x: Value;
  readonly kernel: Value;
  readonly bias: Value | undefined;
  readonly window: Window;
  /** Rows and columns of the result. */
  readonly size: readonly [height: number, width: number];
}

/** The convolution that `value` is the result of, `undefined` for other values. */
export function convolutionOf(value: Value): Convolution | undefined {
  const volume = isValueOf(value, reshapeOperator) ? value.inputs[0] : value;
  if (!isValueOf(volume, convolutionOperator) || !sameShape(value.shape, volume.shape.slice(1)))
    return undefined;
  const [x, kernel, bias] = volume.inputs;
  const [, height, width] = value.shape as Sizes4;
  return {
    x: reshape(x, x.shape.slice(1)),
    kernel: reshape(kernel, kernel.shape.slice(0, 4)),
    bias,
    window: volume.attributes,
    size: [height, width],
  };
}

/**
 * The gradient of a convolution for its image, of shape `image`, given `g`, that for the result. Every phase of the image's
 * rows and columns, modulo the stride, is a convolution of `g` with those taps of the kernel that meet the phase, in
 * reversed order. An optional bias for the channels is added.
 */
export function inputGradient(g: Value, kernel: Value, image: Shape, window: Window, bias?: Value): Value {
  for (const given of [g, kernel]) requireRank("convolution", given, 4);
  const [, height, width] = image as Sizes4;
  const { stride, padding } = window;
  const [, , rows, columns] = kernel.shape as Kernel4;
  const [, gHeight, gWidth] = g.shape as Sizes4;
  const vertical = phaseTapsOf(height, rows, padding.top, gHeight, stride);
  const horizontal = phaseTapsOf(width, columns, padding.left, gWidth, stride);
  const phases = hasFewChannels(image) ? phasesOfPlanes : phasesInPlace;
  return crop(joinPhases(phases(g, kernel, vertical, horizontal, bias)), height, width);
}

/** Each phase by a convolution of its own. */
function phasesInPlace(
  g: Value,
  kernel: Value,
  vertical: PhaseTaps,
  horizontal: PhaseTaps,
  bias?: Value,
): readonly (readonly Value[])[] {
  const [filters, channels, rows, columns] = kernel.shape as Kernel4;
  const taps = transpose(reshape(kernel, [filters, channels, rows * columns]), [2, 1, 0]);
  return vertical.map((v) =>
    horizontal.map((h) => {
      const indices = v.taps.flatMap((row) => h.taps.map((column) => row * columns + column));
      const chosen = gather(taps, constant(indices, [indices.length], "int32"));
      const part = reshape(transpose(chosen, [1, 2, 0]), [channels, filters, v.taps.length, h.taps.length]);
      const padding = { top: v.before, left: h.before, bottom: v.after, right: h.after };
      return convolve(g, part, { stride: 1, padding }, bias);
    }),
  );
}

/**
 * For few channels: a plane for every tap of the kernel, all by one product, which are then shifted and added, a
 * convolution with zeros and ones. It gathers windows from few planes instead of from all filters.
 */
function phasesOfPlanes(
  g: Value,
  kernel: Value,
  vertical: PhaseTaps,
  horizontal: PhaseTaps,
  bias?: Value,
): readonly (readonly Value[])[] {
  const [filters, channels, rows, columns] = kernel.shape as Kernel4;
  const count = channels * rows * columns;
  const taps = reshape(transpose(reshape(kernel, [filters, count]), [1, 0]), [count, filters, 1, 1]);
  const planes = convolveInPlace(g, taps, { stride: 1, padding: paddingOf(0) });
  const [v, h] = [commonWindow(vertical), commonWindow(horizontal)];
  const ones = new Set<number>();
  const results = vertical.length * horizontal.length * channels;
  vertical.forEach((p, row) => {
    horizontal.forEach((q, column) => {
      for (let channel = 0; channel < channels; channel++) {
        const result = (row * horizontal.length + column) * channels + channel;
        p.taps.forEach((r, i) => {
          q.taps.forEach((s, j) => {
            const plane = (channel * rows + r) * columns + s;
            const [down, across] = [v.before - p.before + i, h.before - q.before + j];
            ones.add(((result * count + plane) * v.size + down) * h.size + across);
          });
        });
      }
    });
  });
  const shape = [results, count, v.size, h.size];
  const shifts = Array.from({ length: elementCount(shape) }, (_, index) => (ones.has(index) ? 1 : 0));
  const padding = { top: v.before, left: h.before, bottom: v.after, right: h.after };
  const biases = bias && concat(Array<Value>(vertical.length * horizontal.length).fill(bias), 0);
  const sums = convolveInPlace(planes, constant(shifts, shape, g.dtype), { stride: 1, padding }, biases);
  return vertical.map((_, row) =>
    horizontal.map((_column, column) => {
      const start = (row * horizontal.length + column) * channels;
      return slice(sums, 0, start, start + channels);
    }),
  );
}

/** The gradient of a convolution for its kernel of `size` rows and columns, given that for the result. */
export function kernelGradient(
  x: Value,
  g: Value,
  size: readonly [rows: number, columns: number],
  window: Window,
): Value {
  for (const given of [x, g]) requireRank("kernelGradient", given, 4);
  return (hasFewChannels(x.shape) ? productOfPatches : kernelGradientInPlace)(x, g, size, window);
}

/** By one matrix product, after a convolution with unit kernels has put every window in a column. */
function productOfPatches(x: Value, g: Value, size: readonly [number, number], window: Window): Value {
  const [channels] = x.shape as Sizes4;
  const count = channels * size[0] * size[1];
  const units = Array.from({ length: count ** 2 }, (_, index) => (index % (count + 1) === 0 ? 1 : 0));
  const patches = convolve(x, constant(units, [count, channels, ...size], x.dtype), window);
  const product = matMul(mergeAxes(g, 3), mergeAxes(patches, 3), { transposeB: true });
  return reshape(product, [g.shape[0] as number, channels, ...size]);
}
