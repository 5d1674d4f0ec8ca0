import { requireRank, type Value } from "../value.ts";
import { add, multiply, subtract } from "./arithmetic.ts";
import { type Convolution, convolutionOf, convolve, inputGradient, kernelGradient } from "./convolution.ts";
import { withGradient } from "./custom-gradient.ts";
import { joinPhases, splitPhases } from "./phases.ts";
import { cast, greater, maximum } from "./selection.ts";
import { reduceSum } from "./shaping.ts";
import { pad } from "./slicing.ts";
import { hasFewChannels, type Window } from "./window.ts";

/*
 * The windows of a pooling of size s are one element of each of the s^2 phases of an image, so that pooling is the
 * elementwise maximum of its phases. Where elements tie, the first in row-major order takes the gradient, as in PyTorch.
 */

/**
 * The largest element of every whole window of `size` rows and columns; rows and columns left over are dropped.
 * @param x `[channels, height, width, batch]`
 * @throws ShapeError when there is no whole window
 */
export function maxPool(x: Value, size: number): Value {
  requireRank("pooling", x, 4);
  const convolution = convolutionOf(x);
  if (convolution !== undefined && size === 2 && hasPhases(convolution.window)) {
    return maxPoolOfConvolution(convolution);
  }
  const phases = splitPhases(x, size).flat();
  const maxima = runningMaxima(phases);
  return withGradient(maxima.at(-1) as Value, [x], (gradient) => {
    const [, height, width] = x.shape as readonly [number, number, number];
    const joined = joinPhases(byRows(maximumGradients(phases, maxima, gradient)));
    const [, rows, columns] = joined.shape as readonly [number, number, number];
    return [pad(pad(joined, 1, 0, height - rows), 2, 0, width - columns)];
  });
}

/** Whether each phase of the rows and columns of the result, modulo 2, is a convolution of its own. */
function hasPhases({ stride, padding }: Window): boolean {
  return stride === 1 && Math.min(...Object.values(padding)) >= 1;
}

/**
 * The same without the result of the convolution, which is the largest tensor of a network: each of its four phases is a
 * convolution with stride 2.
 */
function maxPoolOfConvolution({ x, kernel, bias, window, size }: Convolution): Value {
  const { top, left, bottom, right } = window.padding;
  const after = { bottom: bottom - (size[0] % 2), right: right - (size[1] % 2) };
  const windows = [0, 1].flatMap((p) =>
    [0, 1].map((q): Window => {
      const [below, beside] = [Math.max(after.bottom + p - 1, 0), Math.max(after.right + q - 1, 0)];
      return { stride: 2, padding: { top: top - p, left: left - q, bottom: below, right: beside } };
    }),
  );
  const phases = windows.map((phase) => convolve(x, kernel, phase, bias));
  const maxima = runningMaxima(phases);
  const variables = bias === undefined ? [x, kernel] : [x, kernel, bias];
  return withGradient(maxima.at(-1) as Value, variables, (gradient) => {
    const parts = maximumGradients(phases, maxima, gradient);
    const [, , rows, columns] = kernel.shape as readonly [number, number, number, number];
    const whole: Window = { stride: 1, padding: { top, left, ...after } };
    const joined = joinPhases(byRows(parts));
    const forX = inputGradient(joined, kernel, x.shape, whole);
    // The first layer's image needs no gradient, and then its phases, the largest tensors, need not be joined.
    const forKernel = hasFewChannels(x.shape)
      ? parts
          .map((part, index) => kernelGradient(x, part, [rows, columns], windows[index] as Window))
          .reduce(add)
      : kernelGradient(x, joined, [rows, columns], whole);
    return [forX, forKernel, reduceSum(gradient, [1, 2, 3])].slice(0, variables.length);
  });
}

/** Phases in row-major order, by rows. */
function byRows(phases: readonly Value[]): readonly (readonly Value[])[] {
  const stride = Math.sqrt(phases.length);
  return Array.from({ length: stride }, (_, row) => phases.slice(row * stride, (row + 1) * stride));
}

/** The largest of the first, of the first two, ... of `values`. */
function runningMaxima(values: readonly Value[]): readonly Value[] {
  const maxima: Value[] = [];
  for (const value of values) {
    const before = maxima.at(-1);
    maxima.push(before === undefined ? value : maximum(before, value));
  }
  return maxima;
}

/** The gradients of the last of the running maxima of `values`: where some tie, the first has all of it. */
function maximumGradients(
  values: readonly Value[],
  maxima: readonly Value[],
  gradient: Value,
): readonly Value[] {
  const gradients: Value[] = [];
  let rest = gradient;
  for (let index = values.length - 1; index > 0; index--) {
    const larger = greater(values[index] as Value, maxima[index - 1] as Value);
    // A product with 0 and 1 and a difference, both exact, take a third of the time of two selections.
    const part = multiply(rest, cast(larger, gradient.dtype));
    gradients.unshift(part);
    rest = subtract(rest, part);
  }
  return [rest, ...gradients];
}
