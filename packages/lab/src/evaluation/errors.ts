import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { storedErrors } from "hourglass-core/internal/program/losses/losses.ts";
import { type MeanAndDeviation, meanAndDeviation } from "./spread.ts";

/**
 * Reconstruction errors of a sample, as the model sees it: `bce` (binary cross-entropy in nats, mean over pixels), `mse` (squared
 * error, mean over its values), `sse` (squared error, sum over its values).
 */
export type ErrorName = "bce" | "mse" | "sse";

export const errorNames: readonly ErrorName[] = ["bce", "mse", "sse"];

/** The errors that are measured of samples of a shape. */
export function errorsOf(shape: SampleShape): readonly ErrorName[] {
  return [...storedErrors(shape), "sse"];
}

/** Something for each of the errors that are measured: cross-entropy is of samples that are bounded alone. */
export type OfErrors<T> = Readonly<Record<"mse" | "sse", T>> & { readonly bce?: T };

/** Something for each of the errors of what has one. */
export function mapErrors<T, R>(errors: OfErrors<T>, map: (of: T, name: ErrorName) => R): OfErrors<R> {
  const { bce, mse, sse } = errors;
  return {
    ...(bce === undefined ? {} : { bce: map(bce, "bce") }),
    ...{ mse: map(mse, "mse"), sse: map(sse, "sse") },
  };
}

/** A value a sample for each error. */
export type ErrorsOfSamples = OfErrors<Float64Array>;

/** Errors of the images of one class. */
export interface ClassErrors {
  readonly label: number;
  readonly count: number;
  readonly errors: OfErrors<MeanAndDeviation>;
}

/** An image of the test set with its errors. */
export interface ImageError extends OfErrors<number> {
  /** Position in the test set, 0 for the first. */
  readonly index: number;
  /** Absent where the set has no labels. */
  readonly label?: number;
}

/** Mean and deviation of each measure for every class that occurs, in ascending order of the label. */
export function errorsByClass(errors: ErrorsOfSamples, labels: Uint8Array): ClassErrors[] {
  const indices = new Map<number, number[]>();
  labels.forEach((label, index) => {
    const ofLabel = indices.get(label);
    if (ofLabel === undefined) indices.set(label, [index]);
    else ofLabel.push(index);
  });
  return [...indices]
    .sort(([a], [b]) => a - b)
    .map(([label, ofLabel]) => {
      return {
        label,
        count: ofLabel.length,
        errors: mapErrors(errors, (values) =>
          meanAndDeviation(ofLabel.map((index) => values[index] as number)),
        ),
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
