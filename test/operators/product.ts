import { matMul } from "hourglass-core/internal/graph/operators/product.ts";
import type { Shape } from "hourglass-core/internal/graph/type.ts";
import { at, type Numbers, tabulate } from "../support/numbers.ts";
import { casesOf, type OperatorCase, type OperatorRow } from "./row.ts";
import { unused } from "./source.ts";

type Transposition = { readonly transposeA?: boolean; readonly transposeB?: boolean };

function referenceProduct({
  transposeA = false,
  transposeB = false,
}: Transposition): OperatorCase["reference"] {
  const element = (x: Numbers, transposed: boolean, row: number, column: number): number =>
    x.data[
      transposed ? column * (x.shape[1] as number) + row : row * (x.shape[1] as number) + column
    ] as number;
  return (a, b, bias = { shape: [], data: [0] }) => {
    const [rows, inner] = transposeA ? a.shape.toReversed() : a.shape;
    const columns = b.shape[transposeB ? 0 : 1];
    return tabulate([rows as number, columns as number], (position) => {
      const [row, column] = position as [number, number];
      let sum = at(bias, position);
      for (let k = 0; k < (inner as number); k++) {
        sum += element(a, transposeA, row, k) * element(b, transposeB, k, column);
      }
      return sum;
    });
  };
}

function productCases(
  shapes: readonly (readonly Shape[])[],
  transposition: Transposition = {},
): readonly OperatorCase[] {
  const note = Object.keys(transposition).join(", ");
  return casesOf(
    shapes,
    (a, b, bias) => matMul(a as never, b as never, { ...transposition, ...(bias && { bias }) }),
    referenceProduct(transposition),
    { note },
  );
}

export const matMulRow: OperatorRow = {
  cases: [
    ...productCases([
      [
        [2, 3],
        [3, 4],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [1, 40],
        [40, 1],
      ],
      [
        [40, 1],
        [1, 2],
      ],
      [
        ["batch", 3],
        [3, 2],
      ],
      [[2, 3], [3, 4], [4]],
      [["batch", 3], [3, 1], [1]],
      [["batch", 2], [2, 5], [5]],
    ]),
    ...productCases(
      [
        [
          [3, 2],
          [3, 4],
        ],
        [
          [3, "batch"],
          [3, 2],
        ],
        [
          ["batch", 2],
          ["batch", 3],
        ],
      ],
      { transposeA: true },
    ),
    ...productCases(
      [
        [[2, 3], [4, 3], [4]],
        [
          ["batch", 3],
          ["batch", 3],
        ],
      ],
      { transposeB: true },
    ),
    ...productCases(
      [
        [
          [3, 2],
          [4, 3],
        ],
        [[1, 5], [2, 1], [2]],
      ],
      { transposeA: true, transposeB: true },
    ),
  ],
  gradient: "checked",
  errors: [
    [() => matMul(unused([2, 3]), unused([4, 5])), "matMul: [2, 3] and [4, 5] do not multiply"],
    [
      () => matMul(unused(["batch", 3]), unused([4, 5]), { transposeB: true }),
      "matMul: [batch, 3] and [4, 5] transposed do not multiply",
    ],
    [
      () => matMul(unused([2, 3]), unused([3, 4]), { bias: unused([3]) }),
      "matMul: bias [3] for a product [2, 4]",
    ],
    [() => matMul(unused([2]), unused([2, 2])), "matMul: expected 2 axes, found shape [2]"],
    [() => matMul(unused([2, 2]), unused([2, 2, 2])), "matMul: expected 2 axes, found shape [2, 2, 2]"],
    [() => matMul(unused([2, 2], "float32"), unused([2, 2])), "matMul: float32 and float64 do not mix"],
    [() => matMul(unused([2, 2], "int32"), unused([2, 2], "int32")), "found int32"],
  ],
};
