import {
  add,
  divide,
  multiply,
  negate,
  subtract,
} from "hourglass-core/internal/graph/operators/arithmetic.ts";
import type { Shape } from "hourglass-core/internal/graph/type.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { elementwise } from "../support/numbers.ts";
import { casesOf, type OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

/** Pairs that broadcast in every way: either operand, both, axes of size 1, scalars, a symbolic axis. */
export const broadcastPairs: readonly (readonly [Shape, Shape])[] = [
  [[], []],
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], []],
  [[], [2, 3]],
  [[2, 3], [3]],
  [[3], [2, 3]],
  [
    [2, 1],
    [1, 3],
  ],
  [
    [1, 1],
    [1, 1],
  ],
  [[1], [1, 1, 1]],
  [
    [4, 1, 2],
    [3, 1],
  ],
  [["batch", 3], [3]],
  [
    [1, 3],
    ["batch", 1],
  ],
  [
    ["batch", 1],
    ["batch", 2],
  ],
  [[1, 33], [1]],
];

/** The errors of every operator of two operands that broadcast. */
export function broadcastErrors(name: string, build: (a: Value, b: Value) => Value): OperatorRow["errors"] {
  return [
    [() => build(unused([2, 3]), unused([2])), `${name}: shapes [2, 3] and [2] do not broadcast`],
    [
      () => build(unused(["batch", 3]), unused([4, 3])),
      `${name}: shapes [batch, 3] and [4, 3] do not broadcast`,
    ],
    [
      () => build(unused(["batch"]), unused(["images"])),
      `${name}: shapes [batch] and [images] do not broadcast`,
    ],
    [() => build(unused([2], "float32"), unused([2], "float64")), `${name}: float32 and float64 do not mix`],
  ];
}

export const addRow: OperatorRow = {
  cases: casesOf(
    broadcastPairs,
    add,
    elementwise((a, b) => a + b),
  ),
  gradient: "checked",
  errors: [...broadcastErrors("add", add), [() => add(1, 2), "add: two numbers make no tensor"]],
};

export const subtractRow: OperatorRow = {
  cases: [
    ...casesOf(
      broadcastPairs,
      subtract,
      elementwise((a, b) => a - b),
    ),
    ...casesOf(
      [[["batch"]]],
      (x) => subtract(1, x),
      elementwise((x) => 1 - x),
      { note: "from a number" },
    ),
  ],
  gradient: "checked",
  errors: broadcastErrors("subtract", subtract),
};

export const multiplyRow: OperatorRow = {
  cases: [
    ...casesOf(
      broadcastPairs,
      multiply,
      elementwise((a, b) => a * b),
    ),
    ...casesOf(
      [[[2]]],
      (x) => multiply(x, x),
      elementwise((x) => x * x),
      { note: "with itself" },
    ),
    ...casesOf(
      [[[2]]],
      (x) => multiply(multiply(x, 1), -1),
      elementwise((x) => -x),
      { note: "by 1" },
    ),
  ],
  gradient: "checked",
  errors: broadcastErrors("multiply", multiply),
};

export const divideRow: OperatorRow = {
  cases: casesOf(
    broadcastPairs,
    divide,
    elementwise((a, b) => a / b),
  ),
  gradient: "checked",
  errors: broadcastErrors("divide", divide),
};

export const negateRow: OperatorRow = {
  cases: casesOf(
    [[[]], [[1, 1]], [["batch", 2]]],
    negate,
    elementwise((x) => -x),
  ),
  gradient: "checked",
  errors: [],
};
