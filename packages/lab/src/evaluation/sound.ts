/** Of how many test images something is not finite, such as `the codes`; maybe of none. */
export interface NotFinite {
  readonly what: string;
  readonly count: number;
  readonly of: number;
}

/** Whether all values are finite numbers. */
export function isSound(values: Float32Array): boolean {
  // A sum of finite float32 numbers is finite in double precision.
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += Math.abs(values[index]!);
  return Number.isFinite(sum);
}

/** Whether each row of `size` values is of finite numbers. */
export function soundRowsOf(values: Float32Array, size: number): readonly boolean[] {
  return Array.from({ length: values.length / size }, (_, row) =>
    isSound(values.subarray(row * size, (row + 1) * size)),
  );
}
