import { HourglassError } from "../errors.ts";

/** Element types that programs use. */
export type DType = "float32" | "float64" | "uint8" | "int32" | "int64" | "bool";

/** A size known when the graph is built, or the name of one that is known only when it runs: `"batch"`. */
export type Dimension = number | string;

/** The sizes of a tensor's axes; `[]` is a scalar. */
export type Shape = readonly Dimension[];

/** What a tensor is made of, without its numbers. */
export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** Shapes or element types that do not fit together. */
export class ShapeError extends HourglassError {
  override readonly name: string = "ShapeError";
}

/** Runs `build`; a {@link ShapeError} from inside names `layer`, unless it names one already. */
export function inLayer<T>(layer: string, build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof ShapeError && !error.message.startsWith("layer ")) {
      throw new ShapeError(`layer ${layer}: ${error.message}`);
    }
    throw error;
  }
}

/** `count` times a size: `"5 x batch"` where that is known only when the program runs. */
export function timesSize(count: number, size: Dimension): Dimension {
  if (typeof size === "number") return count * size;
  return count === 1 ? size : `${count} x ${size}`;
}

/** `[batch, 784]` */
export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** Whether two shapes have the same sizes, symbolic ones the same name. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** The number of elements of a shape without symbolic sizes. */
export function elementCount(shape: Shape): number {
  return shape.reduce<number>((product, size) => {
    if (typeof size === "string") {
      throw new ShapeError(`the number of elements of ${showShape(shape)} is not known before the run`);
    }
    return product * size;
  }, 1);
}

/**
 * The shape of an elementwise operation on `a` and `b` by multidirectional broadcasting: axes are matched from
 * the last, and of two sizes one must be 1 or both the same.
 */
export function broadcastShapes(operator: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const sizeA = a[axis - rank + a.length] ?? 1;
    const sizeB = b[axis - rank + b.length] ?? 1;
    if (sizeA === sizeB || sizeB === 1) return sizeA;
    if (sizeA === 1) return sizeB;
    throw new ShapeError(`${operator}: shapes ${showShape(a)} and ${showShape(b)} do not broadcast`);
  });
}

/** `axis` counted from the start, where -1 is the last of `rank` axes. */
export function normalizeAxis(operator: string, axis: number, rank: number): number {
  const normalized = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || normalized < 0 || normalized >= rank) {
    throw new ShapeError(`${operator}: axis ${axis} of a tensor with ${rank} axes`);
  }
  return normalized;
}
