import { columnMeans, type Matrix } from "./matrix.ts";

/** The rows, their mean moved to 0. */
export function centred(matrix: Matrix): Matrix {
  const { columns, data } = matrix;
  const means = columnMeans(matrix);
  return { ...matrix, data: data.map((value, index) => value - means[index % columns]!) };
}

/** XᵀX / rows of a matrix X, `[columns, columns]`: the covariance where columns have mean 0, summed in double precision. */
export function gram({ rows, columns, data }: Matrix): Float64Array {
  const products = new Float64Array(columns * columns);
  for (let start = 0; start < data.length; start += columns) {
    for (let i = 0; i < columns; i++) {
      const value = data[start + i]!;
      // Of sparse codes most are.
      if (value === 0) continue;
      for (let j = 0; j <= i; j++) products[i * columns + j]! += value * data[start + j]!;
    }
  }
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      products[i * columns + j]! /= rows;
      products[j * columns + i] = products[i * columns + j]!;
    }
  }
  return products;
}
