import { isTyped, refuse, requireWhole } from "../../arguments.ts";

/** The values of samples, row-major, one sample after the other. */
export type SampleValues = Uint8Array | Float32Array;

/** What sets of every kind of sample have: some samples, with a label each where there are labels. */
export interface Part<V extends SampleValues = SampleValues> {
  readonly count: number;
  readonly values: V;
  /** A class number a sample. */
  readonly labels?: Uint8Array | undefined;
}

/**
 * Samples `start` (included) to `end` (excluded), as a view on the same values.
 * @throws UsageError unless these are places in the part
 */
export function sliceOf<V extends SampleValues>(
  part: Part<V>,
  start: number,
  end: number,
  call: string,
): Part<V> {
  const { count, values, labels } = part;
  requireWhole(start, [0, count], call, "start");
  requireWhole(end, [start, count], call, "end");
  const size = sizeOf(part);
  return {
    count: end - start,
    values: values.subarray(start * size, end * size) as V,
    labels: labels?.subarray(start, end),
  };
}

/**
 * The samples at `indices`, copied.
 * @throws UsageError on an index that is no place in the part
 */
export function takeOf<V extends SampleValues>(part: Part<V>, indices: Int32Array, call: string): Part<V> {
  const { count, values, labels } = part;
  if (!isTyped(indices, Int32Array)) {
    refuse("an Int32Array of places in the set", indices, call, "indices", "give Int32Array.from(indices)");
  }
  const beyond = indices.findIndex((index) => index < 0 || index >= count);
  if (beyond >= 0) {
    const expected = count === 0 ? "no index, as the set is empty" : `a whole number from 0 to ${count - 1}`;
    refuse(expected, indices[beyond], call, `indices[${beyond}]`);
  }
  const size = sizeOf(part);
  const length = indices.length * size;
  const taken = (isTyped(values, Uint8Array) ? new Uint8Array(length) : new Float32Array(length)) as V;
  for (const [at, index] of indices.entries()) {
    taken.set(values.subarray(index * size, (index + 1) * size), at * size);
  }
  return {
    count: indices.length,
    values: taken,
    labels: labels && Uint8Array.from(indices, (index) => labels[index] as number),
  };
}

function sizeOf({ count, values }: Part): number {
  return count === 0 ? 0 : values.length / count;
}
