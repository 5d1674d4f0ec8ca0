import { sizeOf } from "hourglass-core/internal/graph/operators/slicing.ts";
import { scalar } from "hourglass-core/internal/graph/operators/source.ts";
import { topValues } from "hourglass-core/internal/graph/operators/top-values.ts";
import { type Numbers, tabulate } from "../support/numbers.ts";
import type { OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

/** As many of each row as there are rows. */
const asManyAsRows = ({ shape: [rows = 0, columns = 0], data }: Numbers): Numbers => {
  const sorted = Array.from({ length: rows }, (_, row) =>
    data.slice(row * columns, (row + 1) * columns).toSorted((a, b) => b - a),
  );
  return tabulate([rows, rows], ([row = 0, place = 0]) => sorted[row]![place]!);
};

export const topValuesRow: OperatorRow = {
  cases: [
    {
      shapes: [["batch", 5]],
      build: (x) => topValues(x, sizeOf(x, 0), "kept"),
      reference: asManyAsRows,
      batches: [3, 1],
    },
  ],
  gradient: "none",
  errors: [
    [() => topValues(unused([], "float32"), scalar(1, "int64"), "kept"), "topValues: no last axis of []"],
    [
      () => topValues(unused([3], "int32"), scalar(1, "int64"), "kept"),
      "topValues: expected float32 or float64, found int32",
    ],
    [() => topValues(unused([3]), scalar(1), "kept"), "topValues: expected int64, found float32"],
  ],
};
