import { gather, range } from "hourglass-core/internal/graph/operators/indexing.ts";
import { cast } from "hourglass-core/internal/graph/operators/selection.ts";
import { constant, scalar } from "hourglass-core/internal/graph/operators/source.ts";
import { at, tabulate } from "../support/numbers.ts";
import type { OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

export const gatherRow: OperatorRow = {
  cases: [
    {
      shapes: [[3, 2]],
      note: "rows, one of them twice",
      build: (x) => gather(x, constant([2, 0, 2], [3], "int32")),
      reference: (x) =>
        tabulate([3, 2], ([row, column]) => at(x, [[2, 0, 2][row as number] as number, column as number])),
    },
    {
      shapes: [[4]],
      note: "a scalar",
      build: (x) => gather(x, scalar(3, "int64")),
      reference: ({ data }) => ({ shape: [], data: [data[3] as number] }),
    },
    {
      shapes: [[3, 1, 2]],
      note: "a matrix of rows",
      build: (x) => gather(x, constant([1, 1], [1, 2], "int32")),
      reference: (x) => tabulate([1, 2, 1, 2], ([, , , last]) => at(x, [1, 0, last as number])),
    },
  ],
  gradient: "none",
  errors: [
    [() => gather(unused([3]), unused([2])), "gather: expected int32 or int64, found float64"],
    [() => gather(unused([]), unused([2], "int32")), "gather: a scalar has no rows"],
  ],
};

export const rangeRow: OperatorRow = {
  cases: [
    {
      shapes: [],
      build: () => range(scalar(-1, "float64"), scalar(2, "float64"), scalar(0.75, "float64"), 4),
      reference: () => ({ shape: [4], data: [-1, -0.25, 0.5, 1.25] }),
    },
    {
      shapes: [],
      note: "int64, cast",
      build: () =>
        cast(range(scalar(5, "int64"), scalar(8, "int64"), scalar(1, "int64"), "steps"), "float64"),
      reference: () => ({ shape: [3], data: [5, 6, 7] }),
    },
  ],
  gradient: "none",
  errors: [
    [() => range(scalar(0), unused([2], "float32"), scalar(1), 2), "range: expected 0 axes, found shape [2]"],
  ],
};
