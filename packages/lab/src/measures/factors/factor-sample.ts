import { firstRows, type Matrix } from "../matrix.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import type { Representation } from "../representation.ts";
import type { SplitName } from "../split-name.ts";
import { type Factor, factorsOf } from "./factor.ts";

/** Codes and the true factors of the same images. */
export interface FactorSample {
  readonly codes: Matrix;
  readonly factors: readonly Factor[];
}

/** What of a split is looked at. */
export const mostFactorImages = 10_000;

/** The codes and the true factors of the first images of a split. */
export async function factorSample(
  { codes, factors, splits }: Representation,
  split: SplitName,
): Promise<FactorSample> {
  if (factors === undefined) {
    throw new NotMeasurableError("it needs true factors, which only the built-in digits have");
  }
  const table = { rows: splits[split].count, columns: factors.names.length, data: factors[split] };
  return {
    codes: firstRows(await codes(split), mostFactorImages),
    factors: factorsOf(firstRows(table, mostFactorImages)),
  };
}
