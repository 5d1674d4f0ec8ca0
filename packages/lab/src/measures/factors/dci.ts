import { entropy } from "./mutual-information.ts";

/**
 * Whether each value of a code says something of one factor only: 1 less the entropy of its importances over the K factors
 * (logarithms to base K), mean over values weighted by their share of all importance. Eastwood and Williams, "A framework for
 * the quantitative evaluation of disentangled representations", 2018, section 2. 0 where nothing is important.
 * @param importances `[units][factors]`, at least 0
 */
export function disentanglement(importances: readonly (readonly number[])[]): number {
  const sums = importances.map(sum);
  const total = sum(sums);
  return total === 0 ? 0 : sum(importances.map((row, unit) => (sums[unit]! / total) * concentration(row)));
}

/**
 * Whether each factor is in one value of the code only: 1 less the entropy of its importances over the D values (logarithms to
 * base D), mean over factors. As {@link disentanglement}.
 */
export function completeness(importances: readonly (readonly number[])[]): number {
  const [first = []] = importances;
  const ofFactors = first.map((_, factor) => concentration(importances.map((row) => row[factor]!)));
  return sum(ofFactors) / ofFactors.length;
}

/** 1 where one weight alone is not 0, 0 where all are alike; 0 where there is none. */
function concentration(weights: readonly number[]): number {
  if (sum(weights) === 0) return 0;
  return weights.length === 1 ? 1 : 1 - entropy(Float64Array.from(weights)) / Math.log(weights.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
