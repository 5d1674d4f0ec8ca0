import { ShapeError, showShape } from "../type.ts";
import { apply, type Operator, requireDType, requireRank, requireSameDType, type Value } from "../value.ts";
import { isTransposed, transposeMatrix } from "./image-layout.ts";
import { sumTo } from "./shaping.ts";

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

type Factors = readonly [a: Value, b: Value] | readonly [a: Value, b: Value, bias: Value];

/** Rows and columns of a matrix, after transposition where asked for. */
function sizes(x: Value, transposed: boolean): readonly [number | string, number | string] {
  const [rows, columns] = x.shape as readonly [number | string, number | string];
  return transposed ? [columns, rows] : [rows, columns];
}

/**
 * The product of two matrices, either of them transposed, plus an optional bias that broadcasts: ONNX's Gemm,
 * which reads a transposed matrix where it lies, so that no backward product needs a copy.
 */
export const matMulOperator: Operator<MatMulAttributes, Factors> = {
  name: "matMul",
  infer: ([a, b, bias], { transposeA, transposeB }) => {
    requireDType("matMul", a, "float32", "float64");
    requireSameDType("matMul", a, b);
    requireRank("matMul", a, 2);
    requireRank("matMul", b, 2);
    const [rows, inner] = sizes(a, transposeA);
    const [innerB, columns] = sizes(b, transposeB);
    if (inner !== innerB) {
      const show = (x: Value, transposed: boolean): string =>
        `${showShape(x.shape)}${transposed ? " transposed" : ""}`;
      throw new ShapeError(`matMul: ${show(a, transposeA)} and ${show(b, transposeB)} do not multiply`);
    }
    if (bias !== undefined) {
      requireSameDType("matMul", a, bias);
      if (bias.shape.length !== 1 || bias.shape[0] !== columns) {
        throw new ShapeError(
          `matMul: bias ${showShape(bias.shape)} for a product ${showShape([rows, columns])}`,
        );
      }
    }
    return { dtype: a.dtype, shape: [rows, columns] };
  },
  onnx: {
    type: "Gemm",
    node: (_, { transposeA, transposeB }) => ({
      attributes: { ...(transposeA ? { transA: 1n } : {}), ...(transposeB ? { transB: 1n } : {}) },
    }),
  },
  gradient: ({ inputs: [a, b, bias] }, g, { transposeA, transposeB }) => {
    const forA = transposeA
      ? matMul(b, g, { transposeA: transposeB, transposeB: true })
      : matMul(g, b, { transposeB: !transposeB });
    const forB = transposeB
      ? matMul(g, a, { transposeA: true, transposeB: transposeA })
      : matMul(a, g, { transposeA: !transposeA });
    return bias === undefined ? [forA, forB] : [forA, forB, sumTo(g, bias.shape)];
  },
  about: {
    call: "matMul(a, b, { bias, transposeA, transposeB })",
    shape: "`[rows, inner]`, `[inner, columns]` and `[columns]` give `[rows, columns]`",
    derivative: "g bᵀ; aᵀ g; sum of g over the rows (of matrices that are not transposed)",
  },
};

/**
 * a b (+ bias): `[rows, inner]` x `[inner, columns]` + `[columns]`, ONNX's Gemm.
 * @throws ShapeError when the inner sizes differ
 */
export function matMul(
  a: Value,
  b: Value,
  options: { bias?: Value; transposeA?: boolean; transposeB?: boolean } = {},
): Value {
  const { bias, transposeA = false, transposeB = false } = options;
  // A matrix that was transposed is read where it lies.
  if (isTransposed(a)) return matMul(transposeMatrix(a), b, { ...options, transposeA: !transposeA });
  if (isTransposed(b)) return matMul(a, transposeMatrix(b), { ...options, transposeB: !transposeB });
  return apply(matMulOperator, bias === undefined ? [a, b] : [a, b, bias], { transposeA, transposeB });
}
