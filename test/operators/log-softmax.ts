import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { logSoftmax } from "hourglass-core/internal/graph/operators/log-softmax.ts";
import { at, type Numbers, tabulate } from "../support/numbers.ts";
import { casesOf, type OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

const reference =
  (scale: number) =>
  (x: Numbers): Numbers =>
    tabulate(x.shape, (position) => {
      const row = Array.from(
        { length: x.shape.at(-1) as number },
        (_, column) => scale * at(x, position.with(-1, column)),
      );
      const most = Math.max(...row);
      const total = row.reduce((sum, value) => sum + Math.exp(value - most), 0);
      return scale * at(x, position) - most - Math.log(total);
    });

export const logSoftmaxRow: OperatorRow = {
  cases: [
    ...casesOf([[[4]], [["batch", 3]], [[2, 3, 1]]], logSoftmax, reference(1)),
    ...casesOf([[[2, 5]]], (x) => logSoftmax(multiply(x, 400)), reference(400), {
      note: "of numbers whose exponentials overflow",
      differences: { tolerance: 1e-4 },
    }),
  ],
  gradient: "checked",
  errors: [
    [() => logSoftmax(unused([])), "logSoftmax: no last axis of []"],
    [() => logSoftmax(unused([2], "int32")), "logSoftmax: expected float32 or float64, found int32"],
  ],
};
