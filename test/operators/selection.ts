import { add, multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import {
  cast,
  clip,
  greater,
  kthLargest,
  maximum,
  select,
  step,
} from "hourglass-core/internal/graph/operators/selection.ts";
import { constant, scalar } from "hourglass-core/internal/graph/operators/source.ts";
import type { Shape } from "hourglass-core/internal/graph/type.ts";
import { at, elementwise, tabulate } from "../support/numbers.ts";
import { broadcastErrors, broadcastPairs } from "./arithmetic.ts";
import { casesOf, type OperatorRow, throughFloat32 } from "./row.ts";
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

export const stepRow: OperatorRow = {
  cases: casesOf(
    [[[]], [["batch", 2]], [[1, 37]]],
    throughFloat32(step),
    elementwise((x) => (x > 0 ? 1 : 0)),
  ),
  gradient: "zero",
  errors: [],
  extremes: {
    at: [0, -0, 1.2e-38, -1.2e-38, 1e-7, -1e-7, 1, -1, 3.4e38, -3.4e38],
    value: (x) => (x > 0 ? 1 : 0),
  },
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

export const clipRow: OperatorRow = {
  cases: [
    ...casesOf(
      [[[]], [["batch", 2]], [[2, 1, 3]]],
      (x) => clip(x, -1, 0.5),
      elementwise((x) => Math.min(Math.max(x, -1), 0.5)),
    ),
    ...casesOf(
      [[[3]]],
      (x) => clip(x, 0.25, 0.25),
      elementwise(() => 0.25),
      { note: "to one number" },
    ),
  ],
  gradient: "checked",
  errors: [
    [() => clip(unused([2]), 1, 0), "clip: 1 to 0 is no range"],
    [() => clip(unused([2]), Number.NaN, 0), "clip: NaN to 0 is no range"],
    [() => clip(unused([2], "int32"), 0, 1), "clip: expected float32 or float64, found int32"],
  ],
  extremes: {
    at: [-3e38, -1e30, -1.0001, -1, -0.9999, -1e-38, 0, 1e-38, 0.4999, 0.5, 0.5001, 1e30, 3e38],
    value: (x) => Math.min(Math.max(x, -1), 0.5),
    derivative: (x) => (x > -1 && x < 0.5 ? 1 : 0),
  },
};

/** Of no rows at all ONNX Runtime's kernel makes a division by zero, which ends the process: such a batch never is. */
const kthLargestCases = (shape: Shape, k: number): OperatorRow["cases"] =>
  casesOf(
    [[shape]],
    (x) => kthLargest(x, k),
    (x) =>
      tabulate(x.shape.with(-1, 1), (position) => {
        const row = tabulate([x.shape.at(-1) as number], ([column]) =>
          at(x, position.with(-1, column as number)),
        );
        return row.data.toSorted((a, b) => b - a)[k - 1] as number;
      }),
    { note: `${k} of them` },
  );

export const kthLargestRow: OperatorRow = {
  cases: [
    ...kthLargestCases([3, 5], 2),
    ...kthLargestCases([1, 5], 5),
    ...kthLargestCases([7], 1),
    ...kthLargestCases([2, 3, 4], 3),
    ...casesOf(
      [[[3, 1]]],
      (x) => kthLargest(multiply(x, constant([1, 1, 1], [3], x.dtype)), 2),
      (x) => x,
      { note: "of equal numbers" },
    ),
  ],
  gradient: "none",
  errors: [
    [() => kthLargest(unused(["batch", 3]), 4), "kthLargest: 4 of the last axis of [batch, 3]"],
    [() => kthLargest(unused([3]), 0), "kthLargest: 0 of the last axis of [3]"],
    [() => kthLargest(unused([3]), 1.5), "kthLargest: 1.5 of the last axis of [3]"],
    [() => kthLargest(unused([3, "batch"]), 0), "kthLargest: 0 of the last axis of [3, batch]"],
    [() => kthLargest(unused([]), 1), "kthLargest: 1 of the last axis of []"],
    [() => kthLargest(unused([3], "int32"), 1), "kthLargest: expected float32 or float64, found int32"],
  ],
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
