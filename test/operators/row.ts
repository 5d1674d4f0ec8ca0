import { cast } from "hourglass-core/internal/graph/operators/selection.ts";
import type { Shape } from "hourglass-core/internal/graph/type.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import type { DifferenceOptions } from "../support/gradient.ts";
import type { Numbers } from "../support/numbers.ts";

/** One use of an operator and what it must give. */
export interface OperatorCase {
  /** Of its inputs, all of them real; where "batch" is among the sizes, the case runs with a batch of 3, 1 and 0. */
  readonly shapes: readonly Shape[];
  readonly build: (...inputs: Value[]) => Value;
  readonly reference: (...inputs: Numbers[]) => Numbers;
  /** Give it positive numbers only. */
  readonly positive?: boolean;
  /** For central differences, where the usual ones do not serve. */
  readonly differences?: DifferenceOptions;
  /** Of its values, relative above 1, where the usual ones do not serve. */
  readonly tolerance?: number;
  /** The batches that it runs with, where the runtime cannot do one of the usual ones. */
  readonly batches?: readonly number[];
  /** What distinguishes it from a case with the same shapes. */
  readonly note?: string;
}

/** Values at which a function of one number must be right in float32, with its derivative. */
export interface Extremes {
  readonly at: readonly number[];
  readonly value: (x: number) => number;
  /** Absent where there is no gradient. */
  readonly derivative?: (x: number) => number;
  /** What may be lost beside the relative tolerance; by default the smallest normal float32. */
  readonly absolute?: number;
}

/** All that is tested of one operator. */
export interface OperatorRow {
  readonly cases: readonly OperatorCase[];
  /** "checked" by central differences in every case, or "none", which its rule must explain. */
  readonly gradient: "checked" | "none" | "zero";
  /** Uses that must throw a ShapeError, and words of its message: both shapes, where two do not fit. */
  readonly errors: readonly (readonly [build: () => Value, message: string])[];
  readonly extremes?: Extremes;
}

/** The same use on inputs of each of these shapes. */
export function casesOf(
  shapes: readonly (readonly Shape[])[],
  build: OperatorCase["build"],
  reference: OperatorCase["reference"],
  options: Pick<OperatorCase, "positive" | "differences" | "note" | "batches"> = {},
): readonly OperatorCase[] {
  return shapes.map((inputs) => ({ shapes: inputs, build, reference, ...options }));
}

/** A function of float32 tensors on those of another type. */
export function throughFloat32(build: (...inputs: Value[]) => Value): OperatorCase["build"] {
  return (...inputs) => cast(build(...inputs.map((x) => cast(x, "float32"))), (inputs[0] as Value).dtype);
}
