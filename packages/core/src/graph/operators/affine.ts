import { requireRank, type Value } from "../value.ts";
import { factored, multiply } from "./arithmetic.ts";
import { withGradient } from "./custom-gradient.ts";
import { matMul } from "./product.ts";
import { reshape } from "./shaping.ts";
import { concat, pad } from "./slicing.ts";

/**
 * x kernel + bias: `[rows, inputSize]` x `[inputSize, outputSize]` + `[outputSize]`, ONNX's Gemm, in the way that trains
 * fastest.
 * @param transposed the kernel is `[outputSize, inputSize]`, such as one that another layer uses as it is
 * @throws ShapeError when the sizes differ
 */
export function affine(x: Value, kernel: Value, bias: Value, transposed = false): Value {
  requireRank("affine", x, 2);
  requireRank("affine", kernel, 2);
  requireRank("affine", bias, 1);
  // Read where it lies: with a row more it would have to be written.
  if (transposed) return matMul(x, kernel, { transposeB: true, bias });
  const [inputSize, outputSize] = kernel.shape as readonly [number, number];
  // Widened below, wrong shapes would be refused all the same, but not in terms that the caller knows.
  if (x.shape.at(-1) !== inputSize || !biasAsRow(inputSize, outputSize)) return matMul(x, kernel, { bias });
  const ones = pad(x, 1, 0, 1, 1);
  const rows = concat([kernel, reshape(bias, [1, outputSize])], 0);
  const product = matMul(ones, rows);
  if (inputSize > cheaplyCopied) return product;
  // Without the row of the bias, the gradient for x has no column that would be computed and cut off: one above a multiple
  // of the runtime's vectors costs as much as a vector.
  return withGradient(product, [x, rows], (gradient) => {
    // Both products are small beside the gradient: a pass over them costs less than one over it.
    const { tensor, factor } = factored(gradient);
    return [
      multiply(matMul(tensor, kernel, { transposeB: true }), factor),
      multiply(matMul(ones, tensor, { transposeA: true }), factor),
    ];
  });
}

/**
 * Where the result is wider than the input, the bias is one more row of the kernel, and the input gets a column of ones:
 * that widens the product by one row, while to add the bias, and to sum its gradient, are passes over the whole result.
 */
export function biasAsRow(inputSize: number, outputSize: number): boolean {
  return inputSize < outputSize;
}

/** Rows of a kernel that can be taken from the matrix it shares with its bias in less time than that saves. */
const cheaplyCopied = 64;
