import jStat from "jstat";
import type { SeedSpread } from "./results.ts";

/** Whether two means differ, where their spreads may differ as well. */
export interface WelchTest {
  /** The difference of the means, the second less the first, in standard errors. */
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Welch's t-test (B. L. Welch, "The generalization of Student's problem when several different population variances are
 * involved", Biometrika 34, 1947), with Satterthwaite's degrees of freedom.
 * @returns `undefined` where there is nothing to test: one seed, or no spread at all
 */
export function welchTest(first: SeedSpread, second: SeedSpread): WelchTest | undefined {
  if (first.deviation === undefined || second.deviation === undefined) return undefined;
  const a = first.deviation ** 2 / first.seeds;
  const b = second.deviation ** 2 / second.seeds;
  if (a + b === 0) return undefined;
  const t = (second.mean - first.mean) / Math.sqrt(a + b);
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / (first.seeds - 1) + b ** 2 / (second.seeds - 1));
  return { t, degreesOfFreedom, p: twoSidedP(t, degreesOfFreedom) };
}

/**
 * The probability that Student's t is as far from 0. By the incomplete beta function rather than by the distribution
 * function, whose form near 1 would lose the digits of a small tail.
 */
function twoSidedP(t: number, degreesOfFreedom: number): number {
  return jStat.ibeta(degreesOfFreedom / (degreesOfFreedom + t ** 2), degreesOfFreedom / 2, 0.5);
}
