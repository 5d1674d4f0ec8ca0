import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { seenValues } from "hourglass-core/internal/inference/seen-values.ts";
import type { Corruption } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { momentsOf } from "./constant-images.ts";
import { hiddenPlaces, seenPlaces } from "./hidden-places.ts";
import type { Progress } from "./progress.ts";

/**
 * Squared errors of the values that a corruption hid, and of those that it left, apart: each the mean over all such values of all samples.
 * Of the rows of a table a value is a column, and its error the sum over what the model sees of it.
 */
export interface HiddenErrors {
  readonly hidden: PartErrors;
  readonly visible: PartErrors;
}

export interface PartErrors {
  /** How many values of all samples. */
  readonly values: number;
  readonly mse: number;
  /** Of the mean of the training samples at the same places; absent where these are not known. */
  readonly mseOfMean?: number;
}

/**
 * What a model makes of values that are hidden from it, and of those that it sees. The same noise as for all other measures.
 * @param corruption one that hides values
 * @param train the samples that it was trained on
 */
export async function measureHidden(
  model: Autoencoder,
  test: Samples,
  corruption: Corruption,
  train: Samples | undefined,
  progress: Progress,
): Promise<HiddenErrors | undefined> {
  const columns = seenPlaces(model);
  const mean = train === undefined || train.count === 0 ? undefined : momentsOf(model, train).means;
  const parts = [emptyPart(), emptyPart()] as const;
  let first = 0;
  for await (const batch of progress.batches(test)) {
    const values = valuesOf(batch);
    const seen = seenValues(model, values);
    const corrupted = await model.corrupt(values, corruption, first);
    const { reconstructions: made } = await model.codeCorrupted(values, corruption, first, batch.labels);
    const hidden = await hiddenPlaces(model, batch, corruption, first, { seen, corrupted });
    const size = seen.length / batch.count;
    const [errors, ofMean] = [new Float64Array(hidden.length), new Float64Array(hidden.length)];
    for (const [index, value] of seen.entries()) {
      const [row, at] = [Math.floor(index / size), index % size];
      const place = row * model.sampleSize + (columns === undefined ? at : columns[at]!);
      errors[place]! += (made[index]! - value) ** 2;
      if (mean !== undefined) ofMean[place]! += (mean[at]! - value) ** 2;
    }
    for (const [place, error] of errors.entries()) {
      if (!Number.isFinite(error)) continue;
      const part = parts[hidden[place] === 1 ? 0 : 1];
      part.values++;
      part.squares += error;
      part.ofMean += ofMean[place]!;
    }
    first += batch.count;
  }
  const described = parts.map(({ values, squares, ofMean }) => ({
    values,
    mse: squares / values,
    ...(mean === undefined ? {} : { mseOfMean: ofMean / values }),
  }));
  const [hidden, visible] = described as [PartErrors, PartErrors];
  return hidden.values === 0 || visible.values === 0 ? undefined : { hidden, visible };
}

const emptyPart = (): { values: number; squares: number; ofMean: number } => ({
  values: 0,
  squares: 0,
  ofMean: 0,
});
