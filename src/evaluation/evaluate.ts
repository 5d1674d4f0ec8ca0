import { type ImageSet, imageSize, sliceImages } from "../data/image-set.ts";
import { HourglassError } from "../errors.ts";
import type { Autoencoder } from "../inference/autoencoder.ts";
import { describeActivations } from "./activations.ts";
import { createCellConfusion } from "./brightest-cell.ts";
import { type CodeShape, codeShape } from "./code-shape.ts";
import {
  type ErrorMeasure,
  type ErrorsOfImages,
  errorsByClass,
  findExtremes,
  type ImageError,
} from "./errors.ts";
import type { Evaluation } from "./evaluation.ts";
import { chooseExamples } from "./examples.ts";
import { type Reconstruction, toBytes } from "./pictures.ts";
import { histogramOf, spreadOf } from "./spread.ts";
import { drawUnits } from "./unit-drawings.ts";

export interface EvaluationOptions {
  /** The measure that picks the best, median and worst images; `bce` unless given. */
  readonly rankBy?: ErrorMeasure;
  /** Layout of a code's heat map; the most square one unless given. */
  readonly codeShape?: CodeShape;
  /** Stops the evaluation between two batches. */
  readonly signal?: AbortSignal;
  /** Told the share that is done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** Images at once: 2,000 reconstructions of 784 float32 values take 6 MB, however large the test set is. */
const batchSize = 2_000;
const exampleCount = 10;
const extremeCount = 4;
const mostUnitDrawings = 64;
const histogramBins = 60;
/** Errors, reconstructions, and two passes over the codes. */
const passes = 4;

/**
 * Measures `model` on the test set: reconstruction errors, what the units of the code do, and the pictures to show.
 * Goes through the images in batches and holds no more than one batch of reconstructions.
 * @throws HourglassError if the set is empty, its images do not fit the model, a code does not fit `codeShape`, or an
 *   error is not a finite number
 */
export async function evaluate(
  model: Autoencoder,
  test: ImageSet,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  checkImages(model, test);
  const shape = options.codeShape ?? codeShape(model.latentSize);
  if (shape.rows * shape.columns < model.latentSize) {
    throw new HourglassError(
      `a code of ${model.latentSize} values does not fit ${shape.rows} x ${shape.columns} cells: give a larger shape`,
    );
  }
  const { rankBy = "bce", signal, onProgress } = options;
  let seen = 0;
  async function* batches(): AsyncGenerator<ImageSet> {
    for (let start = 0; start < test.count; start += batchSize) {
      signal?.throwIfAborted();
      const batch = sliceImages(test, start, Math.min(start + batchSize, test.count));
      yield batch;
      seen += batch.count;
      onProgress?.(seen / (passes * test.count));
    }
  }
  async function* codes(): AsyncGenerator<Float32Array> {
    for await (const batch of batches()) yield await model.encode(batch.images);
  }

  const errors = await scoreImages(model, test, batches());
  const confusion = createCellConfusion(test);
  for await (const batch of batches()) confusion.add(batch.images, await model.reconstruct(batch.images));
  const code = await describeActivations(codes, model.latentSize);

  const extremes = findExtremes(errors[rankBy], extremeCount);
  const measured = (index: number): ImageError => errorOf(index, errors, test.labels);
  const shown = (indices: readonly number[]): Promise<Reconstruction[]> =>
    reconstructImages(model, test, indices.map(measured));
  return {
    measures: {
      format: 1,
      images: test.count,
      imageSize: model.imageSize,
      errors: { bce: spreadOf(errors.bce), mse: spreadOf(errors.mse), sse: spreadOf(errors.sse) },
      rankedBy: rankBy,
      errorHistogram: histogramOf(errors[rankBy], histogramBins),
      extremes: {
        best: extremes.best.map(measured),
        median: extremes.median.map(measured),
        worst: extremes.worst.map(measured),
      },
      ...(test.labels === undefined ? {} : { errorsByClass: errorsByClass(errors, test.labels) }),
      code,
      brightestCell: confusion.result(),
    },
    pictures: {
      image: { height: test.height, width: test.width, channels: test.channels },
      codeShape: shape,
      examples: await shown(chooseExamples(test, exampleCount)),
      best: await shown(extremes.best),
      median: await shown(extremes.median),
      worst: await shown(extremes.worst),
      unitDrawings: await drawUnits(model, code, mostUnitDrawings),
    },
  };
}

function checkImages(model: Autoencoder, test: ImageSet): void {
  if (test.count === 0) {
    throw new HourglassError("the test set is empty: give at least one image to evaluate the model on");
  }
  if (imageSize(test) !== model.imageSize) {
    const found = `${test.height} x ${test.width} x ${test.channels} = ${imageSize(test)}`;
    throw new HourglassError(
      `the test images do not fit the model: it takes images of ${model.imageSize} values, found ${found}; ` +
        "evaluate it on the data set it was trained on",
    );
  }
}

async function scoreImages(
  model: Autoencoder,
  test: ImageSet,
  batches: AsyncIterable<ImageSet>,
): Promise<ErrorsOfImages> {
  const bce = new Float64Array(test.count);
  const mse = new Float64Array(test.count);
  let start = 0;
  for await (const batch of batches) {
    const scores = await model.score(batch.images);
    bce.set(scores.bce, start);
    mse.set(scores.mse, start);
    start += batch.count;
  }
  const broken = bce.findIndex((value, index) => !Number.isFinite(value) || !Number.isFinite(mse[index]));
  if (broken >= 0) {
    throw new HourglassError(
      `the error of test image ${broken} is not a finite number (bce ${bce[broken]}, mse ${mse[broken]}): ` +
        "the weights are broken; train again with a smaller learning rate",
    );
  }
  return { bce, mse, sse: mse.map((value) => value * model.imageSize) };
}

function errorOf(index: number, errors: ErrorsOfImages, labels: Uint8Array | undefined): ImageError {
  return {
    index,
    ...(labels === undefined ? {} : { label: labels[index] as number }),
    bce: errors.bce[index] as number,
    mse: errors.mse[index] as number,
    sse: errors.sse[index] as number,
  };
}

async function reconstructImages(
  model: Autoencoder,
  test: ImageSet,
  images: readonly ImageError[],
): Promise<Reconstruction[]> {
  const size = model.imageSize;
  const originals = new Uint8Array(images.length * size);
  images.forEach(({ index }, row) => {
    originals.set(sliceImages(test, index, index + 1).images, row * size);
  });
  const codes = await model.encode(originals);
  const reconstructions = toBytes(await model.reconstruct(originals));
  return images.map((image, row) => ({
    ...image,
    original: originals.slice(row * size, (row + 1) * size),
    code: codes.slice(row * model.latentSize, (row + 1) * model.latentSize),
    reconstruction: reconstructions.slice(row * size, (row + 1) * size),
  }));
}
