import { add, divide, multiply } from "../../graph/operators/arithmetic.ts";
import { sqrt } from "../../graph/operators/functions.ts";
import { maximum } from "../../graph/operators/selection.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { scalar } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";

/** Gradients whose norm, all together, is at most `clipNorm`. */
export function clipGradients(gradients: readonly Value[], clipNorm: number): readonly Value[] {
  const squares = gradients.map((gradient) => reduceSum(multiply(gradient, gradient)));
  const norm = sqrt(squares.reduce((sum, square) => add(sum, square)));
  // Dividing by what is at least clipNorm, the factor is at most 1.
  const factor = divide(scalar(clipNorm), maximum(norm, scalar(clipNorm)));
  return gradients.map((gradient) => multiply(gradient, factor));
}
