import { soundRowsOf } from "../evaluation/sound.ts";
import { withinRange } from "../evaluation/spread.ts";

/** A row an image: `[rows, columns]`, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** The first rows, all where there are fewer than `count`; a view. */
export function firstRows({ rows, columns, data }: Matrix, count: number): Matrix {
  const kept = Math.min(rows, count);
  return { rows: kept, columns, data: data.subarray(0, kept * columns) };
}

/** The rows at these positions, copied. */
export function selectRows({ columns, data }: Matrix, positions: Int32Array): Matrix {
  const selected = new Float32Array(positions.length * columns);
  for (const [row, position] of positions.entries()) {
    selected.set(data.subarray(position * columns, (position + 1) * columns), row * columns);
  }
  return { rows: positions.length, columns, data: selected };
}

/** One column, copied. */
export function columnOf({ rows, columns, data }: Matrix, column: number): Float32Array {
  const values = new Float32Array(rows);
  for (let row = 0; row < rows; row++) values[row] = data[row * columns + column] as number;
  return values;
}

/** Rows as columns. */
export function transposed({ rows, columns, data }: Matrix): Matrix {
  const turned = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = data[row * columns + column]!;
  }
  return { rows: columns, columns: rows, data: turned };
}

/** The mean of every column; of a column of equal values, exactly their value. */
export function columnMeans(matrix: Matrix): Float64Array {
  const { rows, columns, data } = matrix;
  const means = new Float64Array(columns);
  data.forEach((value, index) => {
    means[index % columns]! += value / rows;
  });
  return withinColumns(means, matrix);
}

/** Computed means of the columns, each held between the least and the greatest value of its column. */
export function withinColumns(means: Float64Array, { columns, data }: Matrix): Float64Array {
  const least = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const greatest = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (let start = 0; start < data.length; start += columns) {
    for (let column = 0; column < columns; column++) {
      const value = data[start + column]!;
      if (value < least[column]!) least[column] = value;
      if (value > greatest[column]!) greatest[column] = value;
    }
  }
  return means.map((mean, column) => withinRange(mean, least[column]!, greatest[column]!));
}

/** How many rows hold a value that is not a finite number. */
export function countUnsoundRows({ columns, data }: Matrix): number {
  return soundRowsOf(data, columns).filter((isSound) => !isSound).length;
}
