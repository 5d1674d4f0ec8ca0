/** What an array of NumPy holds; truth values are bytes of 0 and 1. */
export type NpyData =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float32Array
  | Float64Array
  | readonly string[];

/** An array as NumPy has them. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** NumPy's name of the type of its values, such as `uint8`, `float32`, `bool` or `str`. */
  readonly type: string;
  /** The product of `shape` values, row-major; of a file, a view on the bytes that were read where that is possible. */
  readonly data: NpyData;
}
