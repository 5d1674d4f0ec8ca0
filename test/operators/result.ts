import { add, multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { loop } from "hourglass-core/internal/graph/operators/loop.ts";
import { resultOf } from "hourglass-core/internal/graph/operators/result.ts";
import { cast, greater, largest } from "hourglass-core/internal/graph/operators/selection.ts";
import { scalar } from "hourglass-core/internal/graph/operators/source.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { at, tabulate } from "../support/numbers.ts";
import { casesOf, type OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

/** Where the largest values stand. */
const placesOf = (values: Value): Value => resultOf(values, 1);

export const resultRow: OperatorRow = {
  cases: [
    {
      shapes: [[2]],
      note: "stacked by a loop",
      build: (x) =>
        loop(scalar(4, "int64"), "steps", [x], (_, [carried]) => ({
          next: [multiply(carried!, -1)],
          stacked: [carried!],
        })).stacked[0]!,
      reference: ({ data }) =>
        tabulate([4, 2], ([step, element]) => (data[element!] as number) * (-1) ** step!),
    },
    ...casesOf(
      [[[3, 5]], [[7]], [[2, 1, 4]]],
      (x) => cast(placesOf(largest(x, 3)), x.dtype),
      (x) =>
        tabulate(x.shape.with(-1, 3), (position) => {
          const columns = Array.from({ length: x.shape.at(-1) as number }, (_, column) => column);
          const value = (column: number): number => at(x, position.with(-1, column));
          return columns.toSorted((a, b) => value(b) - value(a))[position.at(-1) as number] as number;
        }),
      { note: "3 of them" },
    ),
    ...casesOf(
      [[[2, 4]]],
      (x) => cast(placesOf(largest(cast(greater(x, x), x.dtype), 3)), x.dtype),
      () => ({ shape: [2, 3], data: [0, 1, 2, 0, 1, 2] }),
      { note: "of equal numbers" },
    ),
    {
      shapes: [[2, 5]],
      note: "beside the values",
      build: (x) => {
        const values = largest(x, 2);
        return add(values, cast(placesOf(values), x.dtype));
      },
      reference: (x) =>
        tabulate([2, 2], ([row, place]) => {
          const columns = [0, 1, 2, 3, 4].toSorted((a, b) => at(x, [row!, b]) - at(x, [row!, a]));
          return at(x, [row!, columns[place!]!]) + columns[place!]!;
        }),
    },
  ],
  gradient: "none",
  errors: [
    [() => resultOf(unused([3]), 1), "resultOf: result 1 of input, of which there are 1"],
    [() => resultOf(largest(unused([3]), 2), 2), "resultOf: result 2 of kthLargest, of which there are 2"],
    [() => resultOf(largest(unused([3]), 2), 0.5), "resultOf: result 0.5 of kthLargest"],
  ],
};
