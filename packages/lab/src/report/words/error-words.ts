import { columnsSeen } from "hourglass-core/internal/data/samples/shape.ts";
import { type ErrorName, errorsOf, type OfErrors } from "../../evaluation/errors.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { type SampleWords, samplesOf } from "./sample-words.ts";

interface ErrorWords {
  readonly short: string;
  readonly long: string;
  readonly unit: string;
  /** What a value a sample is a mean or a sum over. */
  readonly reduction: string;
  /** All of it, for the axis of a plot. */
  readonly label: string;
}

const names = {
  bce: { short: "BCE", long: "binary cross-entropy", unit: "nats", over: "mean" },
  mse: { short: "MSE", long: "squared error", unit: "intensity²", over: "mean" },
  sse: { short: "SSE", long: "squared error", unit: "intensity²", over: "sum" },
} as const;

/** How a report names a measure, with its unit, of samples of a kind. */
export function errorWords(measure: ErrorName, samples: SampleWords): ErrorWords {
  const { short, long, unit: ofIntensity, over } = names[measure];
  const unit = unitOf(ofIntensity, samples);
  const reduction = `${over} over ${samples.value.many}`;
  return { short, long, unit, reduction, label: `${short} (${unit}, ${reduction})` };
}

/** A unit in which intensity is a value in [0, 1]: what is not bounded is seen in standard deviations. */
export function unitOf(ofIntensity: string, { bounded }: Pick<SampleWords, "bounded">): string {
  return bounded ? ofIntensity : ofIntensity.replace("intensity", "σ");
}

/** What the unit of squared errors is, in sentences. */
export function unitSentence({ dataset }: Pick<RunSummary, "dataset">): string {
  const { bounded, value, channels } = samplesOf({ dataset });
  if (columnsSeen(shapeStored(dataset)) !== undefined) {
    return (
      "σ is the standard deviation of a column over the training split, by the column's own scale. " +
      "To the error of its column a word adds the squared errors of the probabilities of all its words, a value that may be missing " +
      "that of the probability that it is; the weights of columns count in the loss alone."
    );
  }
  return bounded
    ? `Intensity is a ${value.one}'s value, scaled to [0, 1].`
    : `σ is the standard deviation of each of the ${channels} over the training split: the guess of their means has an MSE of about 1.`;
}

/** The errors that are measured of the samples of a run. */
export function errorNamesOf({ dataset }: Pick<RunSummary, "dataset">): readonly ErrorName[] {
  return errorsOf(shapeStored(dataset));
}

/** Columns of a table, one a measure. */
export function errorColumns(
  summary: Pick<RunSummary, "dataset">,
): readonly { name: string; unit: string; numeric: true }[] {
  const samples = samplesOf(summary);
  return errorNamesOf(summary).map((measure) => {
    const { short, unit, reduction } = errorWords(measure, samples);
    return { name: short, unit: `${unit}, ${reduction}`, numeric: true };
  });
}

/** One of the errors that are measured of what has them. */
export function errorIn<T>(errors: OfErrors<T>, measure: ErrorName): T {
  const error = errors[measure];
  if (error === undefined) throw new TypeError(`no ${measure} is measured of these samples`);
  return error;
}
