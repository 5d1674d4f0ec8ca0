import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";

/** Of every value of a sample, over the samples. Sums of whole numbers are exact. */
export interface ValueSums {
  /** Of the values: of bytes, 0 to 255. */
  readonly sums: Float64Array;
  /** Of their squares. */
  readonly squares: Float64Array;
}

/** @param values `[N, size]` */
export function valueSums(values: SampleValues, size: number): ValueSums {
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let start = 0; start < values.length; start += size) {
    for (let place = 0; place < size; place++) {
      const value = values[start + place]!;
      sums[place]! += value;
      squares[place]! += value * value;
    }
  }
  return { sums, squares };
}
