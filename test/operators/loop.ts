import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { loop } from "hourglass-core/internal/graph/operators/loop.ts";
import { reduceSum } from "hourglass-core/internal/graph/operators/shaping.ts";
import { scalar } from "hourglass-core/internal/graph/operators/source.ts";
import { elementwise } from "../support/numbers.ts";
import { casesOf, type OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

export const loopRow: OperatorRow = {
  cases: casesOf(
    [[[]], [["batch", 2]]],
    (x) =>
      loop(scalar(3, "int64"), "steps", [x], (_, [carried]) => ({
        next: [multiply(carried!, 2)],
        stacked: [],
      })).carried[0]!,
    elementwise((x) => 8 * x),
  ),
  gradient: "none",
  errors: [
    [
      () =>
        loop(scalar(3, "int64"), "steps", [unused([2, 3])], (_, [x]) => ({
          next: [reduceSum(x!, [0])],
          stacked: [],
        })).carried[0]!,
      "loop: carried value 0 starts as float64 [2, 3] and becomes float64 [3]",
    ],
    [
      () =>
        loop(scalar(3, "int64"), "steps", [unused([2])], (_, carried) => ({
          next: [...carried, ...carried],
          stacked: [],
        })).carried[0]!,
      "loop: 1 carried values become 2",
    ],
    [
      () => loop(scalar(3, "int64"), "steps", [], () => ({ next: [], stacked: [] })).carried[0]!,
      "loop: it has no result",
    ],
    [
      () => loop(scalar(3), "steps", [], () => ({ next: [], stacked: [] })).carried[0]!,
      "loop: expected int64",
    ],
  ],
};
