import { type ErrorName, errorNames } from "../evaluation/errors.ts";

interface ErrorWords {
  readonly short: string;
  readonly long: string;
  readonly unit: string;
  /** What a value an image is a mean or a sum over. */
  readonly reduction: string;
  /** All of it, for the axis of a plot. */
  readonly label: string;
}

/** How a report names each error, with its unit. Intensity is a pixel's value, scaled to [0, 1]. */
export const errorWords: Readonly<Record<ErrorName, ErrorWords>> = {
  bce: {
    short: "BCE",
    long: "binary cross-entropy",
    unit: "nats",
    reduction: "mean over pixels",
    label: "BCE (nats, mean over pixels)",
  },
  mse: {
    short: "MSE",
    long: "squared error",
    unit: "intensity²",
    reduction: "mean over pixels",
    label: "MSE (intensity², mean over pixels)",
  },
  sse: {
    short: "SSE",
    long: "squared error",
    unit: "intensity²",
    reduction: "sum over pixels",
    label: "SSE (intensity², sum over pixels)",
  },
};

/** Columns of a table, one an error. */
export const errorColumns: readonly { name: string; unit: string; numeric: true }[] = errorNames.map(
  (error) => {
    const { short, unit, reduction } = errorWords[error];
    return { name: short, unit: `${unit}, ${reduction}`, numeric: true };
  },
);
