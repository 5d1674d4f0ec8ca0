import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { seenValues, unseen } from "hourglass-core/internal/inference/seen-values.ts";
import type { Corruption } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { momentsOf } from "./constant-images.ts";
import type { Progress } from "./progress.ts";

/** Squared errors of the values that a corruption hid, and of those that it left, apart: each the mean over all such values of all samples. */
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
  const size = model.sampleSize;
  const mean = train === undefined || train.count === 0 ? undefined : momentsOf(model, train).means;
  const parts = [emptyPart(), emptyPart()] as const;
  let first = 0;
  for await (const batch of progress.batches(test)) {
    const values = valuesOf(batch);
    const seen = seenValues(model, values);
    const corrupted = await model.corrupt(values, corruption, first);
    const made = seenValues(model, await model.reconstruct(unseen(model, corrupted), batch.labels));
    // Of samples that are 1 everywhere, what is left is 1 where a value is seen and 0 where it is hidden.
    const kept = await model.corrupt(onesLike(model, batch), corruption, first);
    for (let index = 0; index < seen.length; index++) {
      const part = parts[kept[index] === 0 ? 0 : 1];
      const error = (made[index] as number) - (seen[index] as number);
      if (!Number.isFinite(error)) continue;
      part.values++;
      part.squares += error ** 2;
      if (mean !== undefined) part.ofMean += ((mean[index % size] as number) - (seen[index] as number)) ** 2;
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

/** Samples that a model sees as 1 everywhere. */
function onesLike(model: Autoencoder, batch: Samples): Uint8Array | Float32Array {
  const count = valuesOf(batch).length;
  return kindOfSamples(batch).bounded
    ? new Uint8Array(count).fill(255)
    : unseen(model, new Float32Array(count).fill(1));
}
