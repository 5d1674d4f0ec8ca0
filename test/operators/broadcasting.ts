import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import {
  expandLike,
  reduceMax,
  reduceProduct,
  reduceSum,
  shapeOf,
} from "hourglass-core/internal/graph/operators/shaping.ts";
import type { Shape } from "hourglass-core/internal/graph/type.ts";
import { at, elementwise, type Numbers, tabulate } from "../support/numbers.ts";
import { casesOf, type OperatorCase, type OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

export const shapeOfRow: OperatorRow = {
  cases: casesOf([[[]], [["batch", 1, 3]]], shapeOf, ({ shape }) => ({ shape: [shape.length], data: shape })),
  gradient: "none",
  errors: [],
};

export const expandRow: OperatorRow = {
  cases: casesOf(
    [
      [[], ["batch", 2]],
      [[1], [3]],
      [[3], ["batch", 3]],
      [
        ["batch", 1],
        ["batch", 4],
      ],
      [
        [1, 1],
        [2, 3, 4],
      ],
    ],
    (x, like) => multiply(expandLike(x, like), like),
    elementwise((x, like) => x * like),
  ),
  gradient: "checked",
  errors: [
    [() => expandLike(unused([2]), unused([3])), "expand: [2] does not broadcast to [3]"],
    [() => expandLike(unused([1, 3]), unused([3])), "expand: [1, 3] does not broadcast to [3]"],
    [() => expandLike(unused(["batch"]), unused([3])), "expand: [batch] does not broadcast to [3]"],
  ],
};

/** Folds `axes` away, or to size 1. */
function reference(
  fold: (sum: number, element: number) => number,
  start: number,
  axes: readonly number[],
  keep: boolean,
): (x: Numbers) => Numbers {
  return (x) => {
    const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    const reduced = tabulate(kept, (position) =>
      tabulate(
        axes.map((axis) => x.shape[axis] as number),
        (inner) =>
          at(
            x,
            position.map((index, axis) =>
              axes.includes(axis) ? (inner[axes.indexOf(axis)] as number) : index,
            ),
          ),
      ).data.reduce(fold, start),
    );
    return { shape: keep ? kept : x.shape.filter((_, axis) => !axes.includes(axis)), data: reduced.data };
  };
}

const positionsOf = (axes: readonly number[], shape: Shape): readonly number[] =>
  axes.map((axis) => (axis < 0 ? axis + shape.length : axis));

function sumCase(shape: Shape, axes: readonly number[], keep = false): OperatorCase {
  return {
    shapes: [shape],
    note: `over [${axes.join(", ")}]${keep ? ", kept" : ""}`,
    build: (x) => reduceSum(x, axes, keep),
    reference: reference((a, b) => a + b, 0, positionsOf(axes, shape), keep),
  };
}

export const reduceSumRow: OperatorRow = {
  cases: [
    {
      shapes: [["batch", 3]],
      note: "of all",
      build: (x) => reduceSum(x),
      reference: reference((a, b) => a + b, 0, [0, 1], false),
    },
    sumCase([1], [0]),
    sumCase(["batch", 3], [0]),
    sumCase(["batch", 3], [1], true),
    sumCase(["batch", 3], [-1]),
    sumCase([2, 1, 3], [0, 2]),
    sumCase([2, 3, 2], [2, 0], true),
    sumCase([300, 1], [0]),
    {
      shapes: [[2, 3]],
      note: "over no axes",
      build: (x) => multiply(reduceSum(x, []), reduceSum(x)),
      reference: (x) => ({
        shape: x.shape,
        data: x.data.map((element) => element * x.data.reduce((a, b) => a + b)),
      }),
    },
  ],
  gradient: "checked",
  errors: [
    [() => reduceSum(unused([2, 3]), [2]), "reduceSum: axis 2 of a tensor with 2 axes"],
    [() => reduceSum(unused([2, 3]), [-3]), "reduceSum: axis -3 of a tensor with 2 axes"],
    [() => reduceSum(unused([2, 3]), [0.5]), "reduceSum: axis 0.5 of a tensor with 2 axes"],
  ],
};

function productCase(shape: Shape, axes: readonly number[]): OperatorCase {
  return {
    shapes: [shape],
    note: `over [${axes.join(", ")}]`,
    build: (x) => reduceProduct(x, axes),
    reference: reference((a, b) => a * b, 1, axes, false),
  };
}

function maximumCase(shape: Shape, axes: readonly number[], keepDimensions: boolean): OperatorCase {
  return {
    shapes: [shape],
    note: `over [${axes.join(", ")}]${keepDimensions ? ", which stay" : ""}`,
    build: (x) => reduceMax(x, axes, keepDimensions),
    reference: reference((a, b) => Math.max(a, b), -Infinity, positionsOf(axes, shape), keepDimensions),
    // Of no rows there is no largest value.
    batches: [3, 1],
  };
}

export const reduceMaxRow: OperatorRow = {
  cases: [
    maximumCase([3], [0], false),
    maximumCase(["batch", 4], [1], true),
    maximumCase([2, 1, 3], [0, 2], false),
    maximumCase([2, 3, 4], [-1], true),
  ],
  gradient: "none",
  errors: [[() => reduceMax(unused([2]), [1]), "reduceMax: axis 1 of a tensor with 1 axes"]],
};

export const reduceProductRow: OperatorRow = {
  cases: [productCase([3], [0]), productCase(["batch", 1, 4], [2]), productCase([2, 1, 3], [0, 2])],
  gradient: "none",
  errors: [[() => reduceProduct(unused([2]), [1]), "reduceProduct: axis 1 of a tensor with 1 axes"]],
};
