import { type Program, toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { matMul } from "hourglass-core/internal/graph/operators/product.ts";
import { input } from "hourglass-core/internal/graph/operators/source.ts";
import { float32, float32Result, type Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { EigenvalueDecomposition, Matrix as Numbers } from "ml-matrix";
import type { Matrix } from "../matrix.ts";

/** Few rows of many columns, in as many coordinates as the rows span. */
export interface RowSpace {
  /** `[rows, coordinates]`: with the same inner products. */
  readonly rows: Matrix;
  /** Weights of the coordinates, `[coordinates, classes]`, as weights of the columns, `[columns, classes]`. */
  toColumns(weights: Float64Array, classes: number): Float64Array;
}

const [fewRows, manyColumns] = [512, 1_024] as const;

/** Whether a regression on `[rows, columns]` is better fitted in the space of its rows. */
export function isWide(rows: number, columns: number): boolean {
  return rows <= fewRows && columns > manyColumns;
}

/** Of the largest eigenvalue: what is less in products of float32 numbers is their rounding. */
const leastEigenvalue = 1e-6;

/** Inner products of rows: `x` `[rows, columns]` to `products` `[rows, rows]`. */
function productsProgram(columns: number): Program {
  const x = input("x", { dtype: "float32", shape: ["rows", columns] });
  return {
    name: "row_products",
    description: "Inner products of rows.",
    inputs: [{ value: x, description: "a row an example" }],
    outputs: [{ name: "products", value: matMul(x, x, { transposeB: true }), description: "of all pairs" }],
  };
}

/**
 * The space that rows span. A fit whose penalty is the length of the weights never leaves it, so that it is the same there, with far
 * fewer weights: Hastie and Tibshirani, "Efficient quadratic regularization for expression arrays", 2004, section 2.
 */
export async function rowSpaceOf(runtime: Runtime, { rows, columns, data }: Matrix): Promise<RowSpace> {
  const executable = await runtime.load(toOnnx(productsProgram(columns)));
  const products = await executable
    .run({ x: float32(data, [rows, columns]) })
    .then((results) => float32Result(results, "products"))
    .finally(() => executable.release());
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Numbers.from1DArray(rows, rows, products),
    { assumeSymmetric: true },
  );
  // In rising order. The last stays even where all are 0, as a program needs a column.
  const last = rows - 1;
  const least = leastEigenvalue * realEigenvalues[last]!;
  const kept = [...realEigenvalues.keys()].filter((at) => at === last || realEigenvalues[at]! > least);
  const lengths = realEigenvalues.map((value) => Math.sqrt(Math.max(0, value)));
  const coordinates = new Float32Array(rows * kept.length);
  for (let row = 0; row < rows; row++) {
    for (const [at, column] of kept.entries()) {
      coordinates[row * kept.length + at] = eigenvectorMatrix.get(row, column) * lengths[column]!;
    }
  }
  return {
    rows: { rows, columns: kept.length, data: coordinates },
    toColumns: (weights, classes) => {
      const found = new Float64Array(columns * classes);
      for (let row = 0; row < rows; row++) {
        const share = new Float64Array(classes);
        for (const [at, column] of kept.entries()) {
          if (lengths[column] === 0) continue;
          const scale = eigenvectorMatrix.get(row, column) / lengths[column]!;
          for (let label = 0; label < classes; label++)
            share[label]! += scale * weights[at * classes + label]!;
        }
        for (let column = 0; column < columns; column++) {
          const value = data[row * columns + column]!;
          if (value === 0) continue;
          for (let label = 0; label < classes; label++)
            found[column * classes + label]! += value * share[label]!;
        }
      }
      return found;
    },
  };
}
