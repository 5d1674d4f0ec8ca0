import { type MeanAndDeviation, meanAndDeviation } from "./spread.ts";

/**
 * Reconstruction errors of an image: `bce` (binary cross-entropy in nats, mean over pixels), `mse` (squared error,
 * mean over pixels), `sse` (squared error, sum over pixels).
 */
export type ErrorName = "bce" | "mse" | "sse";

export const errorNames: readonly ErrorName[] = ["bce", "mse", "sse"];

/** A value an image for each error. */
export type ErrorsOfImages = Readonly<Record<ErrorName, Float64Array>>;

/** Errors of the images of one class. */
export interface ClassErrors {
  readonly label: number;
  readonly count: number;
  readonly errors: Readonly<Record<ErrorName, MeanAndDeviation>>;
}

/** An image of the test set with its errors. */
export interface ImageError {
  /** Position in the test set, 0 for the first. */
  readonly index: number;
  /** Absent where the set has no labels. */
  readonly label?: number;
  readonly bce: number;
  readonly mse: number;
  readonly sse: number;
}

/** Mean and deviation of each error for every class that occurs, in ascending order of the label. */
export function errorsByClass(errors: ErrorsOfImages, labels: Uint8Array): ClassErrors[] {
  const indices = new Map<number, number[]>();
  labels.forEach((label, index) => {
    const ofLabel = indices.get(label);
    if (ofLabel === undefined) indices.set(label, [index]);
    else ofLabel.push(index);
  });
  return [...indices]
    .sort(([a], [b]) => a - b)
    .map(([label, ofLabel]) => {
      const describe = (error: ErrorName): MeanAndDeviation =>
        meanAndDeviation(ofLabel.map((index) => errors[error][index] as number));
      return {
        label,
        count: ofLabel.length,
        errors: { bce: describe("bce"), mse: describe("mse"), sse: describe("sse") },
      };
    });
}

/** Positions of the images that stand out, by ascending error except for `worst`, which starts with the worst. */
export interface Extremes {
  readonly best: readonly number[];
  /** Those around the middle of the order. */
  readonly median: readonly number[];
  readonly worst: readonly number[];
}

/** Ranks images by their error; at equal errors the earlier image comes first. */
export function findExtremes(errors: Float64Array, count: number): Extremes {
  const order = Array.from(errors.keys()).sort(
    (a, b) => (errors[a] as number) - (errors[b] as number) || a - b,
  );
  const taken = Math.min(count, order.length);
  const middle = Math.floor((order.length - taken) / 2);
  return {
    best: order.slice(0, taken),
    median: order.slice(middle, middle + taken),
    worst: order.slice(order.length - taken).reverse(),
  };
}
