import { gradients } from "hourglass-core/internal/graph/differentiate.ts";
import { convolve, kernelGradient } from "hourglass-core/internal/graph/operators/convolution.ts";
import { transposeMatrix } from "hourglass-core/internal/graph/operators/image-layout.ts";
import { mergeAxes } from "hourglass-core/internal/graph/operators/kernel-gradient.ts";
import { reduceSum } from "hourglass-core/internal/graph/operators/shaping.ts";
import { paddingOf, type Window } from "hourglass-core/internal/graph/operators/window.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { at, type Numbers, tabulate } from "../support/numbers.ts";
import { casesOf, type OperatorCase, type OperatorRow, throughFloat32 } from "./row.ts";
import { unused } from "./source.ts";

/**
 * Convolutions exist in float32 alone: sums of some fifty products, of the order of 10. They are linear in each input, so
 * that central differences are exact with any step, and a large one leaves no more than that rounding.
 */
const inFloat32 = { tolerance: 1e-5, differences: { step: 1, tolerance: 1e-5 } } as const;

/** 0 outside of the image. */
function pixel(x: Numbers, channel: number, row: number, column: number, image: number): number {
  const [, height, width] = x.shape as [number, number, number];
  if (row < 0 || row >= height || column < 0 || column >= width) return 0;
  return at(x, [channel, row, column, image]);
}

function windows(size: number, kernel: number, before: number, after: number, stride: number): number {
  return Math.floor((size + before + after - kernel) / stride) + 1;
}

function referenceConvolution({ stride, padding: p }: Window): OperatorCase["reference"] {
  return (x, kernel, bias) => {
    const [channels, height, width, batch] = x.shape as [number, number, number, number];
    const [filters, , rows, columns] = kernel.shape as [number, number, number, number];
    const sizes = [
      windows(height, rows, p.top, p.bottom, stride),
      windows(width, columns, p.left, p.right, stride),
    ];
    return tabulate([filters, ...sizes, batch], ([f, i, j, b]) => {
      const products = tabulate([channels, rows, columns], ([c, r, s]) => {
        const value = pixel(x, c!, stride * i! + r! - p.top, stride * j! + s! - p.left, b!);
        return value * at(kernel, [f!, c!, r!, s!]);
      });
      return products.data.reduce((a, y) => a + y, bias ? at(bias, [f!]) : 0);
    });
  };
}

const same: Window = { stride: 1, padding: paddingOf(1) };
const uneven: Window = { stride: 2, padding: { top: 0, left: 1, bottom: 1, right: 0 } };
const none: Window = { stride: 1, padding: paddingOf(0) };

function convolutionCase(window: Window, ...shapes: readonly (readonly number[])[]): OperatorCase {
  return {
    shapes,
    note: JSON.stringify(window),
    build: throughFloat32((x, kernel, bias) => convolve(x as Value, kernel as Value, window, bias)),
    reference: referenceConvolution(window),
    ...inFloat32,
  };
}

const image = (channels = 2, batch: number | string = "batch"): Value =>
  unused([channels, 5, 4, batch], "float32");
const kernel = (filters: number, channels: number, rows: number, columns: number): Value =>
  unused([filters, channels, rows, columns], "float32");

export const convolutionRow: OperatorRow = {
  cases: [
    convolutionCase(same, [1, 4, 3, 2], [2, 1, 3, 3], [2]),
    convolutionCase(same, [5, 3, 4, 1], [2, 5, 3, 3]),
    convolutionCase(same, [5, 2, 3, 1], [6, 5, 3, 3], [6]),
    convolutionCase(none, [2, 3, 3, 2], [3, 2, 1, 1], [3]),
    convolutionCase(none, [5, 2, 2, 2], [2, 5, 1, 1], [2]),
    convolutionCase(none, [2, 3, 4, 1], [1, 2, 3, 2]),
    convolutionCase(uneven, [1, 5, 6, 2], [2, 1, 3, 3], [2]),
    convolutionCase(uneven, [5, 6, 5, 1], [1, 5, 3, 3]),
    convolutionCase({ stride: 3, padding: { ...paddingOf(1), top: 2 } }, [5, 7, 6, 1], [1, 5, 5, 5], [1]),
  ],
  gradient: "checked",
  errors: [
    [
      () => convolve(image(2), kernel(3, 4, 3, 3), same),
      "convolution: an image [2, 5, 4, batch] and a kernel [3, 4, 3, 3] differ in channels",
    ],
    [
      () => convolve(image(2), kernel(3, 2, 3, 3), same, unused([2], "float32")),
      "convolution: bias [2] for 3 filters",
    ],
    [
      () => convolve(image(2), kernel(3, 2, 3, 3), { stride: 1, padding: { ...paddingOf(1), left: -1 } }),
      "convolution: padding 1, -1, 1, 1 is negative",
    ],
    [
      () => {
        const x = image(2);
        const y = convolve(x, kernel(3, 2, 3, 3), { stride: 2, padding: paddingOf(2) });
        return gradients(reduceSum(y), [x])[0] as Value;
      },
      "convolution: no gradient for the image where its padding exceeds the kernel's size 3 less the stride 2",
    ],
    [
      () => convolve(image(2), kernel(3, 2, 5, 5), none),
      "convolution: a kernel [5, 5] on an image [2, 5, 4, batch]",
    ],
    [() => convolve(unused([2, 5, 5]), kernel(3, 2, 3, 3), same), "expected 4 axes, found shape [2, 5, 5]"],
    [() => convolve(unused([2, 5, 5, 1]), unused([3, 2, 3, 3]), same), "expected float32, found float64"],
    [() => convolve(image(2), unused([3, 2, 3, 3]), same), "float32 and float64 do not mix"],
  ],
};

/** Of images of many channels; those of few take another way, which the gradients of {@link convolutionRow} check. */
function kernelGradientCase(
  window: Window,
  rows: number,
  columns: number,
  shapes: readonly (readonly number[])[],
): OperatorCase {
  const { stride, padding } = window;
  return {
    shapes,
    note: JSON.stringify(window),
    build: throughFloat32((x, g) => kernelGradient(x as Value, g as Value, [rows, columns], window)),
    reference: (x, g) => {
      const [filters, ...positions] = g.shape as [number, number, number, number];
      return tabulate([filters, x.shape[0] as number, rows, columns], ([f, c, r, s]) => {
        const products = tabulate(positions, ([i, j, b]) => {
          const value = pixel(x, c!, stride * i! + r! - padding.top, stride * j! + s! - padding.left, b!);
          return value * at(g, [f!, i!, j!, b!]);
        });
        return products.data.reduce((a, y) => a + y, 0);
      });
    },
    ...inFloat32,
  };
}

export const kernelGradientRow: OperatorRow = {
  cases: [
    kernelGradientCase(same, 3, 3, [
      [5, 3, 4, 2],
      [2, 3, 4, 2],
    ]),
    kernelGradientCase(uneven, 3, 3, [
      [5, 6, 5, 1],
      [3, 3, 2, 1],
    ]),
    kernelGradientCase(none, 1, 2, [
      [6, 2, 3, 2],
      [1, 2, 2, 2],
    ]),
  ],
  gradient: "none",
  errors: [
    [
      () => kernelGradient(unused([5, 4, 4, 2]), unused([2, 4, 4, 2]), [3, 3], same),
      "kernelGradient: expected float32, found float64",
    ],
  ],
};

export const mergeAxesRow: OperatorRow = {
  cases: [
    ...casesOf(
      [[[2, 3, "batch", 2]], [["batch", 4]], [["batch"]]],
      (x) => mergeAxes(x as Value, Math.min(2, (x as Value).shape.length)),
      ({ shape, data }) => {
        const [kept, merged] = [shape.slice(0, -2), shape.slice(-2)];
        return { shape: [...kept, merged.reduce((a, b) => a * b)], data };
      },
    ),
    {
      shapes: [[2, 3, 4]],
      build: (x) => mergeAxes(x as Value, 3),
      reference: ({ data }) => ({ shape: [24], data }),
    },
  ],
  gradient: "none",
  errors: [
    [
      () => mergeAxes(unused(["batch", 2, 3]), 2),
      "mergeAxes: of [batch, 2, 3] only the last 2 sizes may be unknown",
    ],
  ],
};

export const transposeMatrixRow: OperatorRow = {
  cases: casesOf([[[2, 3]], [["batch", 2]], [[1, 4]]], transposeMatrix, (x) =>
    tabulate(x.shape.toReversed(), ([row, column]) => at(x, [column!, row!])),
  ),
  gradient: "checked",
  errors: [[() => transposeMatrix(unused([2])), "transposeMatrix: expected 2 axes, found shape [2]"]],
};
