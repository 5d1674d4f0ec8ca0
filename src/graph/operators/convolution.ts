import { type Dimension, elementCount, type Shape, ShapeError, sameShape, showShape } from "../type.ts";
import {
  apply,
  inputOf,
  type Operator,
  requireDType,
  requireRank,
  requireSameDType,
  type Value,
} from "../value.ts";
import { withGradient } from "./custom-gradient.ts";
import { gather } from "./indexing.ts";
import { crop, joinPhases } from "./phases.ts";
import { matMul } from "./product.ts";
import { int64s, reduceSum, reshape, reshapeOperator, transpose } from "./shaping.ts";
import { concat, slice } from "./slicing.ts";
import { constant } from "./source.ts";

/*
 * Images are `[channels, height, width, batch]` here: the batch is the last axis. Every shift, stride and interleaving of
 * rows and columns then moves runs as long as the batch, and a product over channels is one over the whole batch. To
 * ONNX such a batch is one volume, `[1, channels, height, width, batch]`, under a kernel of depth 1.
 */

/** Rows or columns of zeros around an image. */
export interface Padding {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Window {
  /** Rows and columns from one window to the next. */
  readonly stride: number;
  readonly padding: Padding;
}

/** The same padding on every side. */
export function paddingOf(size: number): Padding {
  return { top: size, left: size, bottom: size, right: size };
}

type Sizes4 = readonly [number, number, number, Dimension];
type Kernel4 = readonly [number, number, number, number];

/** Images have no more channels than that, features do. */
const imageChannels = 4;

/** Whether gathering windows costs more than the products with so few channels or filters, the first axis. */
export function hasFewChannels(shape: Shape): boolean {
  return (shape[0] as number) <= imageChannels;
}

// The convolution --------------------------------------------------------------------------------------------------

/** Inputs: image `[1, channels, height, width, batch]`, kernel `[filters, channels, rows, columns, 1]`, perhaps a bias. */
export const convolutionOperator: Operator<Window> = {
  name: "convolution",
  infer: (inputs, { stride, padding }) => {
    const [x, kernel, bias] = [inputOf(inputs, 0), inputOf(inputs, 1), inputs[2]];
    requireFloat32("convolution", inputs);
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
  onnx: (_, { stride, padding: { top, left, bottom, right } }) => ({
    type: "Conv",
    attributes: {
      strides: [stride, stride, 1].map(BigInt),
      pads: [top, left, 0, bottom, right, 0].map(BigInt),
    },
  }),
  gradient: ({ inputs }, gradient, window) => {
    const [x, kernel, bias] = [inputOf(inputs, 0), inputOf(inputs, 1), inputs[2]];
    const [image, weights, g] = [x.shape.slice(1), kernel.shape.slice(0, 4), gradient.shape.slice(1)];
    const forResult = reshape(gradient, g);
    const [, , rows, columns] = kernel.shape as Kernel4;
    const forX = inputGradient(forResult, reshape(kernel, weights), image, window);
    const forKernel = kernelGradient(reshape(x, image), forResult, [rows, columns], window);
    const both = [reshape(forX, x.shape), reshape(forKernel, kernel.shape)];
    return bias === undefined ? both : [...both, reduceSum(forResult, [1, 2, 3])];
  },
};

function requireFloat32(operator: string, inputs: readonly Value[]): void {
  for (const x of inputs) {
    requireSameDType(operator, inputOf(inputs, 0), x);
    // ONNX Runtime has no others on the CPU.
    requireDType(operator, x, "float32");
  }
}

/**
 * The cross-correlation that networks call convolution, plus an optional bias `[filters]`:
 * y[f, i, j] = bias[f] + sum over c, r, s of kernel[f, c, r, s] x[c, stride i + r - top, stride j + s - left].
 * @param x `[channels, height, width, batch]`, float32
 * @param kernel `[filters, channels, rows, columns]`
 * @returns `[filters, ...]`, as many rows and columns as there are whole windows
 * @throws ShapeError when the channels differ, or no window fits; in its gradient for the image, when the padding exceeds
 *   the kernel's size less the stride
 */
export function convolve(x: Value, kernel: Value, window: Window, bias?: Value): Value {
  requireRank("convolution", x, 4);
  requireRank("convolution", kernel, 4);
  const [, channels, rows, columns] = kernel.shape as Kernel4;
  // Planes of wrong channels would be refused all the same, but not in terms that the caller knows.
  const fits = channels === x.shape[0] && rows * columns > 1 && window.stride === 1;
  const byPlanes = fits && hasFewChannels(kernel.shape) && !hasFewChannels(x.shape);
  return (byPlanes ? convolvePlanes : convolveInPlace)(x, kernel, window, bias);
}

/** By {@link convolutionOperator}. */
function convolveInPlace(x: Value, kernel: Value, window: Window, bias?: Value): Value {
  const operands = [reshape(x, [1, ...x.shape]), reshape(kernel, [...kernel.shape, 1])];
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
  const volume = value.operator === reshapeOperator ? inputOf(value.inputs, 0) : value;
  if (volume.operator !== convolutionOperator || !sameShape(value.shape, volume.shape.slice(1)))
    return undefined;
  const [x, kernel] = [inputOf(volume.inputs, 0), inputOf(volume.inputs, 1)];
  const [, height, width] = value.shape as Sizes4;
  return {
    x: reshape(x, x.shape.slice(1)),
    kernel: reshape(kernel, kernel.shape.slice(0, 4)),
    bias: volume.inputs[2],
    window: volume.attributes as Window,
    size: [height, width],
  };
}

// Its adjoints -----------------------------------------------------------------------------------------------------

/**
 * The gradient of a convolution for its image, of shape `image`, given `g`, that for the result. Every phase of the image's
 * rows and columns, modulo the stride, is a convolution of `g` with those taps of the kernel that meet the phase, in
 * reversed order. An optional bias for the channels is added.
 */
export function inputGradient(g: Value, kernel: Value, image: Shape, window: Window, bias?: Value): Value {
  const [, height, width] = image as Sizes4;
  const { stride, padding } = window;
  const [, , rows, columns] = kernel.shape as Kernel4;
  const [, gHeight, gWidth] = g.shape as Sizes4;
  const vertical = phasesOf(height, rows, padding.top, gHeight, stride);
  const horizontal = phasesOf(width, columns, padding.left, gWidth, stride);
  const phases = hasFewChannels(image) ? phasesOfPlanes : phasesInPlace;
  return crop(joinPhases(phases(g, kernel, vertical, horizontal, bias)), height, width);
}

/** Phases of rows or columns: the kernel's taps that each meets, in reversed order, and the padding around `g` then. */
type Phases = readonly {
  readonly taps: readonly number[];
  readonly before: number;
  readonly after: number;
}[];

/** Each phase by a convolution of its own. */
function phasesInPlace(
  g: Value,
  kernel: Value,
  vertical: Phases,
  horizontal: Phases,
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
  vertical: Phases,
  horizontal: Phases,
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

/** The padding and the size of a kernel in which those of all phases lie. */
function commonWindow(phases: Phases): { before: number; after: number; size: number } {
  const before = Math.max(...phases.map((phase) => phase.before));
  const after = Math.max(...phases.map((phase) => phase.after));
  const [first] = phases as [Phases[number]];
  return { before, after, size: first.taps.length + before - first.before + after - first.after };
}

/** Of each phase p of `size` rows: the kernel's taps that row `stride` m + p meets, and the padding of `g` around them. */
function phasesOf(size: number, kernelSize: number, before: number, gSize: number, stride: number): Phases {
  const count = Math.ceil(size / stride);
  return Array.from({ length: stride }, (_, phase) => {
    const first = (phase + before) % stride;
    const shift = Math.floor((phase + before) / stride);
    const taps = Array.from(
      { length: Math.ceil((kernelSize - first) / stride) },
      (_tap, index) => first + stride * index,
    );
    const around = { before: taps.length - 1 - shift, after: count + shift - gSize };
    if (Math.min(around.before, around.after) < 0) {
      throw new ShapeError(
        `convolution: no gradient for the image where its padding exceeds the kernel's size ${kernelSize} less the ` +
          `stride ${stride}`,
      );
    }
    return { taps: taps.toReversed(), ...around };
  });
}

export const mergeAxesOperator: Operator<{ count: number }> = {
  name: "mergeAxes",
  infer: ([x], { count }) => {
    const { dtype, shape } = x as Value;
    const [kept, merged] = [shape.slice(0, -count), shape.slice(-count)];
    if (kept.some((size) => typeof size === "string")) {
      throw new ShapeError(`mergeAxes: of ${showShape(shape)} only the last ${count} sizes may be unknown`);
    }
    const symbolic = merged.some((size) => typeof size === "string");
    return { dtype, shape: [...kept, symbolic ? merged.join(" x ") : elementCount(merged)] };
  },
  onnx: ({ shape }) => ({
    type: "Reshape",
    constants: [int64s([...shape.slice(0, -1).map(Number), -1])],
  }),
  gradient: { none: "it serves the gradients of kernels" },
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
export const kernelGradientOperator: Operator<KernelGradientAttributes> = {
  name: "kernelGradient",
  infer: (inputs, { channels, size }) => {
    requireFloat32("kernelGradient", inputs);
    return { dtype: "float32", shape: [1, inputOf(inputs, 1).shape[0] as Dimension, ...size, channels] };
  },
  onnx: (_, { stride, padding: { top, left, bottom, right }, channels }) => ({
    type: "Conv",
    attributes: {
      dilations: [stride, stride, channels].map(BigInt),
      pads: [top, left, 0, bottom, right, 0].map(BigInt),
    },
  }),
  gradient: { none: "first derivatives suffice to train" },
};

/** The gradient of a convolution for its kernel of `size` rows and columns, given that for the result. */
export function kernelGradient(
  x: Value,
  g: Value,
  size: readonly [rows: number, columns: number],
  window: Window,
): Value {
  return (hasFewChannels(x.shape) ? productOfPatches : productInPlace)(x, g, size, window);
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

/** By {@link kernelGradientOperator}. */
function productInPlace(
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
  const operands = [
    reshape(folded, [1, 1, ...folded.shape]),
    reshape(g, [filters, 1, gHeight, gWidth, batch]),
  ];
  const result = apply(kernelGradientOperator, operands, { stride, padding: around, channels, size });
  return transpose(reshape(result, [filters, ...size, channels]), [0, 3, 1, 2]);
}

// The transposed convolution ----------------------------------------------------------------------------------------

/**
 * The adjoint of a strided convolution, which enlarges an image: what {@link convolve} with this kernel and window makes of an
 * image of `size` goes back to that size. An optional bias `[filters]` is added.
 * @param x `[channels, height, width, batch]`, float32
 * @param kernel `[channels, filters, rows, columns]`
 * @returns `[filters, ...size, batch]`
 */
export function convolveTransposed(
  x: Value,
  kernel: Value,
  size: readonly [height: number, width: number],
  window: Window,
  bias: Value,
): Value {
  requireRank("transposed convolution", x, 4);
  requireRank("transposed convolution", kernel, 4);
  const [, filters, rows, columns] = kernel.shape as Kernel4;
  const shape = [filters, ...size, x.shape[3] as Dimension];
  return withGradient(inputGradient(x, kernel, shape, window, bias), [x, kernel, bias], (gradient) => [
    convolve(gradient, kernel, window),
    kernelGradient(gradient, x, [rows, columns], window),
    reduceSum(gradient, [1, 2, 3]),
  ]);
}
