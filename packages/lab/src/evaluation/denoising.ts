import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { joined, sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { seenValues, unseen } from "hourglass-core/internal/inference/seen-values.ts";
import {
  type Corruption,
  corruptions,
  hidesValues,
  strongestMeasured,
} from "hourglass-core/internal/program/corruptions/corruptions.ts";
import type { StoredError } from "hourglass-core/internal/program/losses/loss-kind.ts";
import { storedErrors } from "hourglass-core/internal/program/losses/losses.ts";
import { mapErrors, type OfErrors } from "./errors.ts";
import { type HiddenErrors, measureHidden } from "./hidden-values.ts";
import { asSamples, labelsOf, type Reconstruction } from "./pictures.ts";
import type { Progress } from "./progress.ts";
import type { NotFinite } from "./sound.ts";
import { type MeanAndDeviation, meanAndDeviation } from "./spread.ts";

/** What a denoising autoencoder does with corrupted test images. Errors are against the clean images. */
export interface DenoisingMeasures {
  /** As in training. */
  readonly corruption: Corruption;
  /** Over all test images, corrupted so. */
  readonly errors: OfErrors<MeanAndDeviation>;
  /** Of the corrupted images themselves: the error of doing nothing. Their cross-entropy would often be infinite. */
  readonly untouched: Readonly<Record<"mse" | "sse", MeanAndDeviation>>;
  /** Of what hides some values and leaves the others: both apart. */
  readonly hidden?: HiddenErrors;
  readonly curve: {
    /** The first so many of the test set. */
    readonly images: number;
    readonly points: readonly NoiseLevel[];
  };
}

/** Mean errors at one level of noise. */
export interface NoiseLevel extends OfErrors<number> {
  readonly level: number;
  /** Of the corrupted images themselves. */
  readonly untouchedMse: number;
}

/** A test sample with its noise, and what the denoiser made of it: `[sampleSize]` each, as sets have samples. */
export interface Denoised {
  readonly index: number;
  readonly label?: number;
  readonly corrupted: SampleValues;
  readonly reconstruction: SampleValues;
  readonly original: SampleValues;
}

const curveImages = 2_000;
/** Of the level of training. */
const curveFactors = [0, 0.25, 0.5, 0.75, 1, 1.5, 2];

/** The levels of the curve: from none to twice the level of training, which is one of them. */
export function noiseLevels({ kind, level }: Corruption): number[] {
  const limit = strongestMeasured(corruptions.of(kind));
  return [...new Set(curveFactors.map((factor) => Math.min(level * factor, limit)))];
}

/** How many images {@link measureDenoising} passes through. */
export function denoisingWork(images: number, corruption: Corruption): number {
  const apart = hidesValues(corruption) ? images : 0;
  return images + apart + Math.min(images, curveImages) * noiseLevels(corruption).length;
}

/**
 * Images whose error is not finite are left out; without any whose is, there are no measures.
 * @param train the samples that the model was trained on, where they are known
 */
export async function measureDenoising(
  model: Autoencoder,
  test: Samples,
  corruption: Corruption,
  progress: Progress,
  train?: Samples,
): Promise<{ readonly measures?: DenoisingMeasures; readonly notFinite: readonly NotFinite[] }> {
  const all = await scoreCorrupted(model, test, corruption, progress);
  const notFinite = [
    { what: "the errors under noise", count: test.count - (all?.images ?? 0), of: test.count },
  ];
  if (all === undefined) return { notFinite };
  const few = sliceSamples(test, 0, Math.min(test.count, curveImages));
  const points: NoiseLevel[] = [];
  for (const level of noiseLevels(corruption)) {
    const scored = await scoreCorrupted(model, few, { ...corruption, level }, progress);
    if (scored === undefined) continue;
    const { errors, untouched } = scored;
    points.push({ level, ...mapErrors(errors, ({ mean }) => mean), untouchedMse: untouched.mse.mean });
  }
  const { errors, untouched } = all;
  const hidden = hidesValues(corruption)
    ? await measureHidden(model, test, corruption, train, progress)
    : undefined;
  return {
    measures: {
      ...{ corruption, errors, untouched, curve: { images: few.count, points } },
      ...(hidden === undefined ? {} : { hidden }),
    },
    notFinite,
  };
}

async function scoreCorrupted(
  model: Autoencoder,
  set: Samples,
  corruption: Corruption,
  progress: Progress,
): Promise<(Pick<DenoisingMeasures, "errors" | "untouched"> & { readonly images: number }) | undefined> {
  const names = storedErrors(model.model.sampleShape);
  const kept: Record<StoredError | "untouched", number[]> = { bce: [], mse: [], untouched: [] };
  let first = 0;
  for await (const batch of progress.batches(set)) {
    const values = valuesOf(batch);
    const scores = await model.scoreCorrupted(values, corruption, first, batch.labels);
    const noisy = await model.corrupt(values, corruption, first);
    const before = squaredErrors(noisy, seenBy(model, values), batch.count, model.sampleSize);
    for (const [row, error] of before.entries()) {
      if (!names.every((name) => Number.isFinite(scores[name]![row]))) continue;
      for (const name of names) kept[name].push(scores[name]![row]!);
      kept.untouched.push(error);
    }
    first += batch.count;
  }
  const { bce, mse, untouched } = kept;
  if (mse.length === 0) return undefined;
  const sums = (values: readonly number[]): number[] => values.map((value) => value * model.sampleSize);
  return {
    images: mse.length,
    errors: {
      ...(names.includes("bce") ? { bce: meanAndDeviation(bce) } : {}),
      ...{ mse: meanAndDeviation(mse), sse: meanAndDeviation(sums(mse)) },
    },
    untouched: { mse: meanAndDeviation(untouched), sse: meanAndDeviation(sums(untouched)) },
  };
}

/** What the model sees of samples; of bytes in float64, as their noise is measured against. */
function seenBy(model: Autoencoder, values: SampleValues): ArrayLike<number> {
  return values instanceof Uint8Array
    ? Float64Array.from(values, (byte) => byte / 255)
    : seenValues(model, values);
}

/** Squared error of each of `count` samples, mean over its values: of `[N, seenSize]` values against what the model sees. */
function squaredErrors(
  values: Float32Array,
  seen: ArrayLike<number>,
  count: number,
  sampleSize: number,
): number[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, row) => {
    let total = 0;
    for (let index = row * size; index < (row + 1) * size; index++) {
      total += (values[index]! - seen[index]!) ** 2;
    }
    return total / sampleSize;
  });
}

/** The examples with noise, and what becomes of them. */
export async function denoiseExamples(
  model: Autoencoder,
  examples: readonly Reconstruction[],
  corruption: Corruption,
): Promise<Denoised[]> {
  const size = model.sampleSize;
  const originals = joined(examples.map(({ original }) => original));
  const corrupted = asSamples(model, unseen(model, await model.corrupt(originals, corruption)));
  const made = await model.codeCorrupted(originals, corruption, 0, labelsOf(examples));
  const reconstructions = asSamples(model, unseen(model, made.reconstructions));
  return examples.map(({ index, label, original }, row) => ({
    index,
    ...(label === undefined ? {} : { label }),
    corrupted: corrupted.slice(row * size, (row + 1) * size),
    reconstruction: reconstructions.slice(row * size, (row + 1) * size),
    original,
  }));
}
