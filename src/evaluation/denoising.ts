import { type ImageSet, sliceImages } from "../data/image-set.ts";
import type { Autoencoder } from "../inference/autoencoder.ts";
import { type Corruption, corruptions, strongestMeasured } from "../program/corruptions/corruptions.ts";
import type { ErrorName } from "./errors.ts";
import { type Reconstruction, toBytes } from "./pictures.ts";
import type { Progress } from "./progress.ts";
import type { NotFinite } from "./sound.ts";
import { type MeanAndDeviation, meanAndDeviation } from "./spread.ts";

/** What a denoising autoencoder does with corrupted test images. Errors are against the clean images. */
export interface DenoisingMeasures {
  /** As in training. */
  readonly corruption: Corruption;
  /** Over all test images, corrupted so. */
  readonly errors: Readonly<Record<ErrorName, MeanAndDeviation>>;
  /** Of the corrupted images themselves: the error of doing nothing. Their cross-entropy would often be infinite. */
  readonly untouched: Readonly<Record<"mse" | "sse", MeanAndDeviation>>;
  readonly curve: {
    /** The first so many of the test set. */
    readonly images: number;
    readonly points: readonly NoiseLevel[];
  };
}

/** Mean errors at one level of noise. */
export interface NoiseLevel extends Readonly<Record<ErrorName, number>> {
  readonly level: number;
  /** Of the corrupted images themselves. */
  readonly untouchedMse: number;
}

/** A test image with its noise, and what the denoiser made of it: `[imageSize]` bytes each. */
export interface Denoised {
  readonly index: number;
  readonly label?: number;
  readonly corrupted: Uint8Array;
  readonly reconstruction: Uint8Array;
  readonly original: Uint8Array;
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
  return images + Math.min(images, curveImages) * noiseLevels(corruption).length;
}

/** Images whose error is not finite are left out; without any whose is, there are no measures. */
export async function measureDenoising(
  model: Autoencoder,
  test: ImageSet,
  corruption: Corruption,
  progress: Progress,
): Promise<{ readonly measures?: DenoisingMeasures; readonly notFinite: readonly NotFinite[] }> {
  const all = await scoreCorrupted(model, test, corruption, progress);
  const notFinite = [
    { what: "the errors under noise", count: test.count - (all?.images ?? 0), of: test.count },
  ];
  if (all === undefined) return { notFinite };
  const few = sliceImages(test, 0, Math.min(test.count, curveImages));
  const points: NoiseLevel[] = [];
  for (const level of noiseLevels(corruption)) {
    const scored = await scoreCorrupted(model, few, { ...corruption, level }, progress);
    if (scored === undefined) continue;
    const { errors, untouched } = scored;
    const { bce, mse, sse } = errors;
    points.push({ level, bce: bce.mean, mse: mse.mean, sse: sse.mean, untouchedMse: untouched.mse.mean });
  }
  const { errors, untouched } = all;
  return { measures: { corruption, errors, untouched, curve: { images: few.count, points } }, notFinite };
}

async function scoreCorrupted(
  model: Autoencoder,
  set: ImageSet,
  corruption: Corruption,
  progress: Progress,
): Promise<(Pick<DenoisingMeasures, "errors" | "untouched"> & { readonly images: number }) | undefined> {
  const bce: number[] = [];
  const mse: number[] = [];
  const untouched: number[] = [];
  let first = 0;
  for await (const { images, count } of progress.batches(set)) {
    const scores = await model.scoreCorrupted(images, corruption, first);
    const before = squaredErrors(await model.corrupt(images, corruption, first), images, model.imageSize);
    for (const [image, error] of before.entries()) {
      if (!Number.isFinite(scores.bce[image]! + scores.mse[image]!)) continue;
      bce.push(scores.bce[image]!);
      mse.push(scores.mse[image]!);
      untouched.push(error);
    }
    first += count;
  }
  if (bce.length === 0) return undefined;
  const sums = (values: readonly number[]): number[] => values.map((value) => value * model.imageSize);
  return {
    images: bce.length,
    errors: { bce: meanAndDeviation(bce), mse: meanAndDeviation(mse), sse: meanAndDeviation(sums(mse)) },
    untouched: { mse: meanAndDeviation(untouched), sse: meanAndDeviation(sums(untouched)) },
  };
}

/** Squared error of each image, mean over its pixels: of `[N, imageSize]` values in [0, 1] against bytes. */
function squaredErrors(values: Float32Array, images: Uint8Array, imageSize: number): number[] {
  return Array.from({ length: images.length / imageSize }, (_, image) => {
    let total = 0;
    for (let index = image * imageSize; index < (image + 1) * imageSize; index++) {
      total += (values[index]! - images[index]! / 255) ** 2;
    }
    return total / imageSize;
  });
}

/** The examples with noise, and what becomes of them. */
export async function denoiseExamples(
  model: Autoencoder,
  examples: readonly Reconstruction[],
  corruption: Corruption,
): Promise<Denoised[]> {
  const size = model.imageSize;
  const originals = new Uint8Array(examples.length * size);
  examples.forEach(({ original }, row) => {
    originals.set(original, row * size);
  });
  const noisy = await model.corrupt(originals, corruption);
  const corrupted = toBytes(noisy);
  const reconstructions = toBytes(await model.reconstruct(noisy));
  return examples.map(({ index, label, original }, row) => ({
    index,
    ...(label === undefined ? {} : { label }),
    corrupted: corrupted.slice(row * size, (row + 1) * size),
    reconstruction: reconstructions.slice(row * size, (row + 1) * size),
    original,
  }));
}
