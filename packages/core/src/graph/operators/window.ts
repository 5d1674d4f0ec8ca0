import type { Dimension, Shape } from "../type.ts";
import { requireDType, requireSameDType, type Value } from "../value.ts";

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

/** How windows lie on an image. */
export interface Window {
  /** Rows and columns from one window to the next. */
  readonly stride: number;
  readonly padding: Padding;
}

/** The same padding on every side. */
export function paddingOf(size: number): Padding {
  return { top: size, left: size, bottom: size, right: size };
}

/** Channels, height, width and batch. */
export type Sizes4 = readonly [number, number, number, Dimension];
/** Filters, channels, rows and columns. */
export type Kernel4 = readonly [number, number, number, number];

/** Images have no more channels than that, features do. */
const imageChannels = 4;

/** Whether gathering windows costs more than the products with so few channels or filters, the first axis. */
export function hasFewChannels(shape: Shape): boolean {
  return (shape[0] as number) <= imageChannels;
}

/** @throws ShapeError unless all are float32 */
export function requireFloat32(operator: string, inputs: readonly [Value, ...Value[]]): void {
  for (const x of inputs) {
    requireSameDType(operator, inputs[0], x);
    // ONNX Runtime has no others on the CPU.
    requireDType(operator, x, "float32");
  }
}
