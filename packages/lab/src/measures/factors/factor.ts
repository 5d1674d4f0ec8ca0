import { binOf } from "../../evaluation/spread.ts";
import type { Matrix } from "../matrix.ts";
import { columnOf } from "../matrix.ts";

/** What really varies between images: its value for each of some. */
export interface Factor {
  readonly values: Float32Array;
  /** The class: values are names, 0 for the first, and their order says nothing. */
  readonly isClass: boolean;
}

/** Bins of a number where it has to be discrete, as many as disentanglement_lib takes. */
export const bins = 20;

/** The columns of a table of factors, of which the first is the class. */
export function factorsOf(table: Matrix): readonly Factor[] {
  return Array.from({ length: table.columns }, (_, column) => ({
    values: columnOf(table, column),
    isClass: column === 0,
  }));
}

/** A function that gives the bin of a number, of bins of equal width over `values`; beyond them, the first or the last. */
export function equalBins(values: Float32Array): (value: number) => number {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  return (value) => Math.max(0, binOf(value, minimum, maximum, bins));
}

/** The bin of each value. */
export function binned(
  values: Float32Array,
  binOfValue: (value: number) => number = equalBins(values),
): Uint8Array {
  return Uint8Array.from(values, binOfValue);
}

/** The largest value less the second largest, of at least one; a missing second is 0. */
export function gap(values: readonly number[]): number {
  const [first = 0, second = 0] = values.toSorted((a, b) => b - a);
  return first - second;
}
