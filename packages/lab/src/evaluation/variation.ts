/** Sums up, batch by batch, how much rows differ from each other. */
export interface Variation {
  /** `[N, size]` */
  add(rows: Float32Array | Uint8Array): void;
  /** The variance of each column over the rows (divided by their number), summed: exactly 0 where all rows are equal. */
  total(): number;
}

export function createVariation(size: number): Variation {
  // Around the first row, so that what is equal leaves nothing.
  const first = new Float64Array(size);
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  let count = 0;
  return {
    add(rows) {
      for (let start = 0; start < rows.length; start += size, count++) {
        if (count === 0) first.set(rows.subarray(0, size));
        for (let column = 0; column < size; column++) {
          const difference = rows[start + column]! - first[column]!;
          sums[column]! += difference;
          squares[column]! += difference * difference;
        }
      }
    },
    total: () =>
      squares.reduce((total, square, column) => {
        return total + Math.max(0, square / count - (sums[column]! / count) ** 2);
      }, 0),
  };
}
