import type { Dimension } from "../type.ts";
import { requireRank, type Value } from "../value.ts";
import { convolve, inputGradient, kernelGradient } from "./convolution.ts";
import { withGradient } from "./custom-gradient.ts";
import { reduceSum } from "./shaping.ts";
import type { Kernel4, Window } from "./window.ts";

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
