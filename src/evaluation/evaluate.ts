import { type ImageSet, sliceImages } from "../data/image-set.ts";
import { HourglassError } from "../errors.ts";
import type { Autoencoder } from "../inference/autoencoder.ts";
import type { Objective } from "../program/objective.ts";
import { describeActivations } from "./activations.ts";
import { createCellConfusion } from "./brightest-cell.ts";
import { drawCodeGrid } from "./code-grid.ts";
import { type CodeShape, codeShape } from "./code-shape.ts";
import { denoiseExamples, denoisingWork, measureDenoising } from "./denoising.ts";
import {
  type ErrorMeasure,
  type ErrorsOfImages,
  errorsByClass,
  findExtremes,
  type ImageError,
} from "./errors.ts";
import type { Evaluation } from "./evaluation.ts";
import { chooseExamples } from "./examples.ts";
import { drawFeatures } from "./feature-maps.ts";
import { firstFilters } from "./filters.ts";
import { type Reconstruction, toBytes } from "./pictures.ts";
import { createProgress, type ProgressHooks } from "./progress.ts";
import { requireEvaluable } from "./require-evaluable.ts";
import { createSparseCodeCounter, isSparseCode } from "./sparse-code.ts";
import { histogramOf, spreadOf } from "./spread.ts";
import { drawUnits } from "./unit-drawings.ts";
import { measureVariational, samplePrior, variationalWork } from "./variational.ts";
import { drawWalks } from "./walks.ts";

export interface EvaluationOptions extends ProgressHooks {
  /** The measure that picks the best, median and worst images; `bce` unless given. */
  readonly rankBy?: ErrorMeasure;
  /** What the model was trained by: decides which of its abilities are measured. */
  readonly objective?: Pick<Objective, "corruption" | "sparsity">;
  /** Samples an image for the log-likelihood of a Gaussian code; 0, and not estimated, unless given. */
  readonly importanceSamples?: number;
  /** Layout of a code's heat map; the most square one unless given. */
  readonly codeShape?: CodeShape;
}

const exampleCount = 10;
const extremeCount = 4;
const sampleCount = 64;
/** Units that are drawn: fewer where pictures of colour images would make the page slow to load. */
const mostDrawings = (imageSize: number): number => (imageSize > 1024 ? 32 : 64);
const histogramBins = 60;
/** Errors, reconstructions, and two passes over the codes. */
const passes = 4;

/**
 * Measures `model` on the test set: reconstruction errors, what the units of the code do, what models of its kind are
 * for, and the pictures to show. Goes through the images in batches and holds no more than one batch of
 * reconstructions.
 * @throws HourglassError on what is no autoencoder, image set or option, if the set is empty, its images do not fit the model, a
 *   code does not fit `codeShape`, or an error is not a finite number
 */
export async function evaluate(
  model: Autoencoder,
  test: ImageSet,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  requireEvaluable(model, test, options);
  const shape = options.codeShape ?? codeShape(model.latentSize);
  const { rankBy = "bce", importanceSamples = 0 } = options;
  const { corruption, sparsity } = options.objective ?? {};
  const { variational } = model;
  const work =
    passes * test.count +
    (corruption === undefined ? 0 : denoisingWork(test.count, corruption)) +
    (variational === undefined ? 0 : variationalWork(test.count, importanceSamples));
  const progress = createProgress(work, options);
  async function* codes(): AsyncGenerator<Float32Array> {
    for await (const batch of progress.batches(test)) yield await model.encode(batch.images);
  }

  const errors = await scoreImages(model, test, progress.batches(test));
  const confusion = createCellConfusion(test);
  const sparseCode = createSparseCodeCounter(model.latentSize);
  for await (const { images } of progress.batches(test)) {
    const batch = await model.encode(images);
    sparseCode.add(batch);
    confusion.add(images, await model.decode(batch));
  }
  const code = await describeActivations(codes, model.latentSize);

  const extremes = findExtremes(errors[rankBy], extremeCount);
  const measured = (index: number): ImageError => errorOf(index, errors, test.labels);
  const shown = (indices: readonly number[]): Promise<Reconstruction[]> =>
    reconstructImages(model, test, indices.map(measured));
  const examples = await shown(chooseExamples(test, exampleCount));
  const unitDrawings = await drawUnits(model, code, mostDrawings(model.imageSize));
  const drawnUnits = unitDrawings.units.map(({ unit }) => unit);
  const isSparse = isSparseCode(model.model, code, sparsity);
  const sparse = isSparse ? sparseCode.result(code, test, sparsity) : undefined;
  return {
    measures: {
      format: 2,
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
      code,
      ...present({
        errorsByClass: test.labels && errorsByClass(errors, test.labels),
        denoising: corruption && (await measureDenoising(model, test, corruption, progress)),
        sparseCode: sparse?.measures,
        variational:
          variational &&
          (await measureVariational(variational, test, code, importanceSamples, progress, options.signal)),
      }),
      brightestCell: confusion.result(),
    },
    pictures: {
      image: { height: test.height, width: test.width, channels: test.channels },
      codeShape: shape,
      examples,
      best: await shown(extremes.best),
      median: await shown(extremes.median),
      worst: await shown(extremes.worst),
      unitDrawings,
      walks: await drawWalks(model, examples),
      ...present({
        filters: firstFilters(model.model, model.weights, drawnUnits, mostDrawings(model.imageSize)),
        features: await drawFeatures(model, examples),
        denoised: corruption && (await denoiseExamples(model, examples, corruption)),
        unitImages: sparse?.units,
        samples: variational && (await samplePrior(model, sampleCount)),
        codeGrid: variational && model.latentSize === 2 ? await drawCodeGrid(model) : undefined,
      }),
    },
  };
}

/** The entries that there are: what a model does not have is absent rather than undefined. */
function present<T extends object>(entries: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const given = Object.entries(entries).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
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
