import { identity, reshape, transpose } from "hourglass-core/internal/graph/operators/shaping.ts";
import { concat, pad, slice, split } from "hourglass-core/internal/graph/operators/slicing.ts";
import type { Shape } from "hourglass-core/internal/graph/type.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { at, elementwise, type Numbers, tabulate } from "../support/numbers.ts";
import { casesOf, type OperatorCase, type OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

export const identityRow: OperatorRow = {
  cases: casesOf(
    [[[]], [["batch", 1]]],
    identity,
    elementwise((x) => x),
  ),
  gradient: "checked",
  errors: [],
};

/** Symbolic sizes take what the others leave. */
function reshapeCase(from: Shape, to: Shape): OperatorCase {
  return {
    shapes: [from],
    note: `to [${to.join(", ")}]`,
    build: (x) => reshape(x, to),
    reference: ({ shape, data }) => ({
      shape: to.map((size) => (typeof size === "number" ? size : (shape[from.indexOf(size)] as number))),
      data,
    }),
  };
}

/** To a shape with a size that is a product. */
function productCase(from: Shape, to: Shape, sizes: (batch: number) => readonly number[]): OperatorCase {
  return {
    shapes: [from],
    note: `to [${to.join(", ")}]`,
    build: (x) => reshape(x, to),
    reference: ({ shape, data }) => ({ shape: sizes(shape[0] as number), data }),
  };
}

export const reshapeRow: OperatorRow = {
  cases: [
    reshapeCase([], [1, 1]),
    reshapeCase([1], []),
    reshapeCase([2, 3], [3, 2]),
    reshapeCase([2, 3], [6]),
    reshapeCase(["batch", 4], ["batch", 2, 2]),
    reshapeCase(["batch", 2], [2, "batch"]),
    reshapeCase([1, "batch"], ["batch"]),
    reshapeCase([3, 1, 2, 1], [1, 6]),
    productCase(["batch", 6], ["3 x batch", 2], (batch) => [3 * batch, 2]),
    productCase(["batch", 2, 3], ["2 x batch", 3], (batch) => [2 * batch, 3]),
  ],
  gradient: "checked",
  errors: [
    [() => reshape(unused([2, 3]), [4]), "reshape: [2, 3] does not hold the elements of [4]"],
    [() => reshape(unused(["batch", 3]), [4, 3]), "reshape: [batch, 3] does not hold the elements of [4, 3]"],
    [
      () => reshape(unused(["batch", 5]), ["3 x batch", 2]),
      "reshape: [batch, 5] does not hold the elements of [3 x batch, 2]",
    ],
    [() => reshape(unused(["batch"]), ["images"]), "reshape: [batch] does not hold the elements of [images]"],
    [
      () => reshape(unused([1, "batch", "images"]), ["batch", "images", 1]),
      "reshape: [batch, images, 1] has more than one size that is not known before the run, and is not where it was",
    ],
  ],
};

function transposeCase(shape: Shape, permutation: readonly number[]): OperatorCase {
  return {
    shapes: [shape],
    note: `by [${permutation.join(", ")}]`,
    build: (x) => transpose(x, permutation),
    reference: (x) =>
      tabulate(
        permutation.map((axis) => x.shape[axis] as number),
        (position) =>
          at(
            x,
            x.shape.map((_, axis) => position[permutation.indexOf(axis)] as number),
          ),
      ),
  };
}

export const transposeRow: OperatorRow = {
  cases: [
    transposeCase([], []),
    transposeCase([2, 3], [1, 0]),
    transposeCase(["batch", 1], [1, 0]),
    transposeCase([2, 3, 4], [1, 2, 0]),
    transposeCase([2, "batch", 1, 3], [3, 1, 0, 2]),
  ],
  gradient: "checked",
  errors: [
    [() => transpose(unused([2, 3]), [0]), "transpose: [0] is no order of the axes of [2, 3]"],
    [() => transpose(unused([2, 3]), [1, 1]), "transpose: [1, 1] is no order of the axes of [2, 3]"],
    [() => transpose(unused([2, 3]), [1, 2]), "transpose: [1, 2] is no order of the axes of [2, 3]"],
  ],
};

function sliceCase(shape: Shape, axis: number, start: number, end: number): OperatorCase {
  const position = axis < 0 ? axis + shape.length : axis;
  return {
    shapes: [shape],
    note: `${start} to ${end} of axis ${axis}`,
    build: (x) => slice(x, axis, start, end),
    reference: (x) =>
      tabulate(x.shape.with(position, end - start), (index) =>
        at(x, index.with(position, (index[position] as number) + start)),
      ),
  };
}

export const sliceRow: OperatorRow = {
  cases: [
    sliceCase([5], 0, 1, 3),
    sliceCase(["batch", 4], 1, 0, 1),
    sliceCase(["batch", 4], -1, 3, 4),
    sliceCase([2, 3, 2], 1, 0, 3),
    sliceCase([1, 50], 1, 49, 50),
  ],
  gradient: "checked",
  errors: [
    [() => slice(unused([2, 3]), 1, 2, 4), "slice: 2 to 4 of axis 1 of [2, 3]"],
    [() => slice(unused([2, 3]), 1, 2, 2), "slice: 2 to 2 of axis 1 of [2, 3]"],
    [() => slice(unused(["batch", 3]), 0, 0, 1), "slice: 0 to 1 of axis 0 of [batch, 3]"],
    [() => slice(unused([2, 3]), 2, 0, 1), "slice: axis 2 of a tensor with 2 axes"],
  ],
};

/** The parts, last first: so that it is seen which is which. */
function splitCase(shape: Shape, axis: number, sizes: readonly number[]): OperatorCase {
  return {
    shapes: [shape],
    note: `axis ${axis} into ${sizes.join(" + ")}`,
    build: (x) => concat(split(x, axis, sizes).toReversed(), axis),
    reference: (x) => {
      const along = axis < 0 ? axis + shape.length : axis;
      const starts = sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0));
      const places = sizes
        .map((size, part) => Array.from({ length: size }, (_, place) => (starts[part] as number) + place))
        .toReversed()
        .flat();
      return tabulate(x.shape, (position) =>
        at(x, position.with(along, places[position[along] as number] as number)),
      );
    },
  };
}

export const splitRow: OperatorRow = {
  cases: [
    splitCase([6], 0, [1, 3, 2]),
    splitCase(["batch", 5], 1, [4, 1]),
    splitCase([2, 3, 4], -1, [2, 2]),
    splitCase([9], 0, [1, 1, 1, 1, 1, 4]),
  ],
  gradient: "none",
  errors: [
    [() => split(unused([2, 3]), 1, [2, 2])[0] as Value, "split: axis 1 of [2, 3] into 2 + 2"],
    [() => split(unused([2, 3]), 1, [3, 0])[0] as Value, "split: axis 1 of [2, 3] into 3 + 0"],
    [() => split(unused(["batch", 3]), 0, [1, 2])[0] as Value, "split: axis 0 of [batch, 3] into 1 + 2"],
    [() => split(unused([3]), 1, [3])[0] as Value, "split: axis 1 of a tensor with 1 axes"],
  ],
};

function padCase(shape: Shape, axis: number, before: number, after: number, value = 0): OperatorCase {
  return {
    shapes: [shape],
    note: `${before} before and ${after} after axis ${axis} with ${value}`,
    build: (x) => pad(x, axis, before, after, value),
    reference: (x) => {
      const size = x.shape[axis] as number;
      return tabulate(x.shape.with(axis, before + size + after), (position) => {
        const index = (position[axis] as number) - before;
        return index < 0 || index >= size ? value : at(x, position.with(axis, index));
      });
    },
  };
}

export const padRow: OperatorRow = {
  cases: [
    padCase([1], 0, 0, 2),
    padCase(["batch", 2], 1, 1, 0),
    padCase([2, 1, 3], 1, 2, 1),
    padCase([2, 3], 0, 1, 1),
    padCase(["batch", 2], 1, 0, 1, 1),
  ],
  gradient: "checked",
  errors: [
    [() => pad(unused(["batch", 3]), 0, 1, 0), "pad: 1 before and 0 after axis 0 of [batch, 3]"],
    [() => pad(unused([2, 3]), 1, -1, 0), "pad: -1 before and 0 after axis 1 of [2, 3]"],
  ],
};

function concatCase(shapes: readonly Shape[], axis: number): OperatorCase {
  const position = axis < 0 ? axis + (shapes[0] as Shape).length : axis;
  return {
    shapes,
    note: `along axis ${axis}`,
    build: (...inputs) => concat(inputs, axis),
    reference: (...inputs) => {
      const sizes = inputs.map(({ shape }) => shape[position] as number);
      const total = sizes.reduce((a, b) => a + b);
      return tabulate((inputs[0] as Numbers).shape.with(position, total), (index) => {
        let offset = index[position] as number;
        let which = 0;
        while (offset >= (sizes[which] as number)) offset -= sizes[which++] as number;
        return at(inputs[which] as Numbers, index.with(position, offset));
      });
    },
  };
}

export const concatRow: OperatorRow = {
  cases: [
    concatCase([[2], [1], [3]], 0),
    concatCase(
      [
        ["batch", 2],
        ["batch", 1],
      ],
      1,
    ),
    concatCase(
      [
        ["batch", 1],
        ["batch", 1],
      ],
      -1,
    ),
    concatCase(
      [
        [1, 2, 3],
        [2, 2, 3],
      ],
      0,
    ),
    concatCase([[2, 2]], 0),
  ],
  gradient: "checked",
  errors: [
    [() => concat([unused([2, 3]), unused([2, 2])], 0), "concat: [2, 3] and [2, 2] do not join along axis 0"],
    [() => concat([unused([2]), unused([2, 2])], 0), "concat: [2] and [2, 2] do not join along axis 0"],
    [
      () => concat([unused(["batch"]), unused(["batch"])], 0),
      "concat: [batch] and [batch] do not join along axis 0",
    ],
    [() => concat([unused([2]), unused([2], "float32")], 0), "concat: float64 and float32 do not mix"],
    [() => concat([], 0), "concat: there is nothing to join"],
  ],
};
