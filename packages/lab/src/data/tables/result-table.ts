import { shortestNumber } from "./shortest-number.ts";

/** What a command has found of samples: a row a sample, with what the sample is and numbers. */
export interface ResultTable {
  /** What the samples are called: `image`, `images`. */
  readonly title: string;
  readonly plural: string;
  /** The name of each: its file, or its place. */
  readonly names: readonly string[];
  /** In the order of the columns. */
  readonly facts: readonly Fact[];
  readonly numbers: Numbers;
  /** What follows from the numbers, in the columns after these. */
  readonly notes?: readonly Fact[];
}

/** Something known of every sample. */
export interface Fact {
  /** The name of its column: `label`. */
  readonly column: string;
  /** The name of the array of all of it: `labels`. */
  readonly array: string;
  readonly values: Int32Array | Float32Array | readonly string[];
}

/** As many numbers of every sample. */
export interface Numbers {
  /** The name of the array of all of them: `codes`. */
  readonly array: string;
  /** The names of their columns. */
  readonly columns: readonly string[];
  /** Row-major `[N, columns]`. */
  readonly values: Float32Array;
  /** What each column stands for, where that has a name: of probabilities the classes. */
  readonly meanings?: { readonly array: string; readonly values: readonly string[] };
}

/** What is known of the sample of a row, as texts have it. */
export function entryOf({ values }: Fact, row: number): string | number {
  const entry = values[row] as string | number;
  return values instanceof Float32Array ? shortestNumber(entry as number) : entry;
}

/** The numbers of a row, as a view. */
export function numbersOf(
  { numbers: { values, columns } }: Pick<ResultTable, "numbers">,
  row: number,
): Float32Array {
  return values.subarray(row * columns.length, (row + 1) * columns.length);
}

/** The places of rows, so many at a time. */
export function* batchesOf({ names }: ResultTable, size: number): Generator<readonly number[]> {
  for (let start = 0; start < names.length; start += size) {
    yield Array.from({ length: Math.min(size, names.length - start) }, (_, at) => start + at);
  }
}
