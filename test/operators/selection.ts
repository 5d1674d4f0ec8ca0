import { add, multiply } from "../../src/graph/operators/arithmetic.ts";
import { cast, greater, maximum, select } from "../../src/graph/operators/selection.ts";
import { constant, scalar } from "../../src/graph/operators/source.ts";
import { elementwise } from "../support/numbers.ts";
import { broadcastErrors, broadcastPairs } from "./arithmetic.ts";
import { casesOf, type OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

export const greaterRow: OperatorRow = {
  cases: [
    ...casesOf(
      broadcastPairs,
      greater,
      elementwise((a, b) => (a > b ? 1 : 0)),
    ),
    ...casesOf(
      [[["batch"]]],
      (x) => greater(x, x),
      elementwise(() => 0),
      { note: "than itself" },
    ),
  ],
  gradient: "none",
  errors: broadcastErrors("greater", greater),
};

export const selectRow: OperatorRow = {
  cases: [
    ...casesOf(broadcastPairs, (a, b) => select(greater(a, b), a, b), elementwise(Math.max)),
    ...casesOf(
      [
        [[], [3]],
        [[1, 3], []],
        [["batch", 1, 3], [1]],
      ],
      (a, b) => select(constant([1, 0], [2, 1], "bool"), a, b),
      (a, b) =>
        elementwise((condition, x, y) => (condition > 0 ? x : y))({ shape: [2, 1], data: [1, 0] }, a, b),
      { note: "by a condition larger than both" },
    ),
  ],
  gradient: "checked",
  errors: [
    [() => select(unused([2]), unused([2]), unused([2])), "select: expected bool, found float64"],
    [
      () => select(unused([2], "bool"), unused([2]), unused([3])),
      "select: shapes [2] and [3] do not broadcast",
    ],
    [
      () => select(unused([4], "bool"), unused([2, 3]), unused([3])),
      "select: shapes [4] and [2, 3] do not broadcast",
    ],
    [
      () => select(unused([2], "bool"), unused([2], "float32"), unused([2])),
      "select: float32 and float64 do not mix",
    ],
  ],
};

export const maximumRow: OperatorRow = {
  cases: casesOf(broadcastPairs, maximum, elementwise(Math.max)),
  gradient: "checked",
  errors: broadcastErrors("maximum", maximum),
};

export const castRow: OperatorRow = {
  cases: [
    ...casesOf(
      [[[]], [["batch", 2]]],
      (x) => add(cast(cast(x, "float32"), "float64"), cast(x, "float64")),
      elementwise((x) => 2 * x),
      // float32 keeps 2^-24 of a number: too little for a small step.
      { note: "to both real types", differences: { step: 2 ** -6, tolerance: 1e-5 } },
    ),
    ...casesOf(
      [[["batch"]]],
      (x) => multiply(cast(greater(x, scalar(0, x.dtype)), x.dtype), x),
      elementwise((x) => Math.max(x, 0)),
      { note: "of a bool" },
    ),
  ],
  gradient: "checked",
  errors: [],
};
