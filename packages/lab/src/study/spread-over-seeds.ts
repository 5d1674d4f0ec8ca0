import { meanOf } from "../evaluation/spread.ts";
import type { SeedSpread } from "./results.ts";

/** Mean and sample standard deviation of at least one value. */
export function spreadOverSeeds(values: readonly number[]): SeedSpread {
  const seeds = values.length;
  const mean = meanOf(values);
  if (seeds < 2) return { mean, seeds };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (seeds - 1)), seeds };
}
