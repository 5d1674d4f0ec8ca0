import { ShapeError } from "../graph/type.ts";
import { counted } from "../words.ts";

/**
 * How many rows of `size` values there are.
 * @param where the values come from, for the message
 * @throws ShapeError when the last is incomplete
 */
export function countRows(values: ArrayLike<number>, size: number, where: string = ""): number {
  if (values.length % size !== 0) {
    throw new ShapeError(
      `${where}expected rows of ${counted(size, "value")}, found ${counted(values.length, "value")} in all`,
    );
  }
  return values.length / size;
}

/** Some rows of a larger array. */
export interface Batch<T> {
  /** The place of the first of them. */
  readonly start: number;
  readonly count: number;
  /** `[count, size]`, a view. */
  readonly rows: T;
}

/**
 * The rows of `size` values, at most `batchSize` at a time.
 * @throws ShapeError when the last is incomplete
 */
export function* batchesOf<T extends Uint8Array | Float32Array>(
  values: T,
  size: number,
  batchSize: number,
): Generator<Batch<T>> {
  const total = countRows(values, size);
  for (let start = 0; start < total; start += batchSize) {
    const count = Math.min(batchSize, total - start);
    yield { start, count, rows: values.subarray(start * size, (start + count) * size) as T };
  }
}

/** Applies `run` to at most `batchSize` rows of `values` at a time and joins the results, `[rows, outputSize]`. */
export async function inBatches<T extends Uint8Array | Float32Array>(
  values: T,
  inputSize: number,
  outputSize: number,
  batchSize: number,
  run: (batch: T, count: number, start: number) => Promise<Float32Array>,
): Promise<Float32Array> {
  const joined = new Float32Array(countRows(values, inputSize) * outputSize);
  for (const { start, count, rows } of batchesOf(values, inputSize, batchSize)) {
    joined.set(await run(rows, count, start), start * outputSize);
  }
  return joined;
}
