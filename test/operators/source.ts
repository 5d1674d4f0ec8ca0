import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { withGradient } from "hourglass-core/internal/graph/operators/custom-gradient.ts";
import { constant, input } from "hourglass-core/internal/graph/operators/source.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { elementwise } from "../support/numbers.ts";
import { casesOf, type OperatorRow } from "./row.ts";

/** Another input, for cases that must fail to build. */
export function unused(shape: Value["shape"], dtype: Value["dtype"] = "float64"): Value {
  return input("unused", { dtype, shape });
}

export const inputRow: OperatorRow = {
  cases: casesOf(
    [[[]], [[1]], [["batch", 2]], [[0, 3]]],
    (x) => x,
    (x) => x,
  ),
  gradient: "checked",
  errors: [],
};

export const constantRow: OperatorRow = {
  cases: [
    {
      shapes: [["batch", 2]],
      build: (x) => multiply(x, constant([0.25, -3], [2], x.dtype)),
      reference: (x) => elementwise((a, b) => a * b)(x, { shape: [2], data: [0.25, -3] }),
    },
    {
      shapes: [[2]],
      note: "equal numbers of another shape",
      build: (x) => multiply(multiply(x, constant([2, 2], [2], x.dtype)), constant([2, 2], [2, 1], x.dtype)),
      reference: (x) => elementwise((a, b) => 4 * a * b)(x, { shape: [2, 1], data: [1, 1] }),
    },
  ],
  gradient: "checked",
  errors: [
    [() => constant([1, 2, 3], [2, 2], "float32"), "constant: 3 numbers for shape [2, 2]"],
    [() => constant([1], ["batch"] as never, "float32"), "[batch] is not known before the run"],
  ],
};

const twiceItsSquare = (x: Value): Value => {
  const square = multiply(x, x);
  return multiply(
    withGradient(square, [x], (gradient) => [multiply(gradient, multiply(x, 2))]),
    2,
  );
};

export const customGradientRow: OperatorRow = {
  cases: casesOf(
    [[[]], [["batch", 3]]],
    twiceItsSquare,
    elementwise((x) => 2 * x * x),
  ),
  gradient: "checked",
  errors: [],
};
