import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { logSumExp } from "hourglass-core/internal/graph/operators/log-sum-exp.ts";
import { at, type Numbers, tabulate } from "../support/numbers.ts";
import { casesOf, type OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

const reference =
  (scale: number) =>
  (x: Numbers): Numbers =>
    tabulate([...x.shape.slice(0, -1), 1], (position) => {
      const row = Array.from(
        { length: x.shape.at(-1) as number },
        (_, column) => scale * at(x, position.with(-1, column)),
      );
      const most = Math.max(...row);
      return most + Math.log(row.reduce((sum, value) => sum + Math.exp(value - most), 0));
    });

export const logSumExpRow: OperatorRow = {
  cases: [
    ...casesOf([[[4]], [["batch", 3]], [[2, 3, 1]], [["batch", 2, 5]]], logSumExp, reference(1), {
      // Of no rows at all ONNX Runtime gives the shape of x.
      batches: [3, 1],
    }),
    ...casesOf([[[2, 5]]], (x) => logSumExp(multiply(x, 400)), reference(400), {
      note: "of numbers whose exponentials overflow",
      differences: { tolerance: 1e-4 },
    }),
  ],
  gradient: "checked",
  errors: [
    [() => logSumExp(unused([])), "logSumExp: no last axis of []"],
    [() => logSumExp(unused([2], "int32")), "logSumExp: expected float32 or float64, found int32"],
  ],
};
