import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImages, takeSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { scalingStatistics } from "hourglass-core/internal/inference/seen-values.ts";
import { givePrior } from "hourglass-core/internal/program/penalties/penalties.ts";
import { describeActivations } from "./activations.ts";
import { drawClasses } from "./class-pictures.ts";
import { drawCodeGrid } from "./code-grid.ts";
import { type CodeShape, codeShape } from "./code-shape.ts";
import { constantErrors } from "./constant-images.ts";
import { denoiseExamples, denoisingWork, measureDenoising } from "./denoising.ts";
import { describeDictionary } from "./dictionary.ts";
import {
  type ErrorName,
  type ErrorsOfSamples,
  errorsByClass,
  errorsOf,
  findExtremes,
  type ImageError,
  mapErrors,
} from "./errors.ts";
import type { Evaluation, SoundEvaluation } from "./evaluation.ts";
import { type EvaluationOptions, requireEvaluable } from "./evaluation-options.ts";
import { chooseExamples } from "./examples.ts";
import { drawFeatures } from "./feature-maps.ts";
import { firstFilters } from "./filters.ts";
import type { HiddenErrors } from "./hidden-values.ts";
import { lookThrough, type Seen } from "./look-through.ts";
import { asSamples, type Reconstruction } from "./pictures.ts";
import { createProgress, type Progress } from "./progress.ts";
import { isSound } from "./sound.ts";
import { isSparseCode, sparsityAmong } from "./sparse-code.ts";
import { histogramOf, type MeanAndDeviation, spreadOf } from "./spread.ts";
import { drawUnits } from "./unit-drawings.ts";
import { measureVariational, samplePrior, variationalWork } from "./variational-measures.ts";
import { drawWalks } from "./walks.ts";
import { findWarnings, type SoundFindings } from "./warnings.ts";

const exampleCount = 10;
const extremeCount = 4;
const sampleCount = 64;
/** Units that are drawn: fewer where drawings of large samples would make the page slow to draw and to load. */
const mostDrawings = (size: number): number =>
  size > 1024 ? Math.max(8, Math.min(32, Math.floor(131_072 / size))) : 64;
const histogramBins = 60;
/** Errors and reconstructions, and two passes over the codes. */
const passes = 3;

/**
 * Measures `model` on the test set: reconstruction errors, what the units of the code do, what models of its kind are
 * for, the samples to show, and what is wrong with it. Goes through the samples in batches and holds no more than one batch of
 * reconstructions. Samples of which the model makes no finite numbers are left out, which `warnings` says.
 * @throws HourglassError on what is no autoencoder, set or option, if the set is empty, its samples do not fit the model, or a
 *   code does not fit `codeShape`
 */
export async function evaluate(
  model: Autoencoder,
  test: Samples,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  requireEvaluable(model, test, options);
  const shape = options.codeShape ?? codeShape(model.latentSize);
  const { importanceSamples = 0, objective: { corruption } = {} } = options;
  const work =
    passes * test.count +
    (corruption === undefined ? 0 : denoisingWork(test.count, corruption)) +
    (model.variational === undefined ? 0 : variationalWork(test.count, importanceSamples));
  const progress = createProgress(work, options);
  const seen = await lookThrough(model, test, progress);
  if (seen.places.length > 0) return evaluateSound(model, test, seen, shape, options, progress);
  return {
    measures: {
      format: 2,
      images: 0,
      leftOut: test.count,
      imageSize: model.sampleSize,
      warnings: findWarnings({
        samples: kindOfSamples(test),
        testSeen: options.testSeen ?? false,
        unsoundParameters: unsoundParameters(model),
        notFinite: seen.notFinite,
      }),
    },
  };
}

async function evaluateSound(
  model: Autoencoder,
  all: Samples,
  seen: Seen,
  shape: CodeShape,
  options: EvaluationOptions,
  progress: Progress,
): Promise<SoundEvaluation> {
  const { sampleShape } = model.model;
  const {
    rankBy = errorsOf(sampleShape)[0] as ErrorName,
    importanceSamples = 0,
    objective: { corruption, penalties = [], lossOn = "all" } = {},
  } = options;
  const sparsity = sparsityAmong(penalties);
  const { variational } = model;
  const hasPrior = variational !== undefined || givePrior(penalties);
  const { places, errors, notFinite } = seen;
  const leftOut = all.count - places.length;
  const test = leftOut === 0 ? all : takeSamples(all, places);
  async function* codes(): AsyncGenerator<Float32Array> {
    for await (const batch of progress.batches(test)) yield await model.encode(valuesOf(batch), batch.labels);
  }
  const code = await describeActivations(codes, model.latentSize);

  const extremes = findExtremes(errors[rankBy] as Float64Array, extremeCount);
  const measured = (index: number): ImageError => errorOf(index, places, errors, test.labels);
  const shown = (indices: readonly number[]): Promise<Reconstruction[]> =>
    reconstructSamples(model, all, indices.map(measured));
  const examples = await shown(chooseExamples(test, exampleCount));
  const unitDrawings = await drawUnits(model, code, mostDrawings(model.sampleSize));
  const drawnUnits = unitDrawings.units.map(({ unit }) => unit);
  const isSparse = isSparseCode(model.model, code, sparsity);
  const sparse = isSparse ? seen.sparseCode.result(code, test, places, sparsity) : undefined;
  const denoising = corruption && (await measureDenoising(model, test, corruption, progress, options.train));
  const asGenerator =
    variational &&
    (await measureVariational(variational, test, code, importanceSamples, progress, options.signal));
  const spreads = mapErrors(errors, spreadOf);
  const lossMeasure = rankBy === "bce" ? "bce" : "mse";
  const warnings = findWarnings({
    samples: kindOfSamples(sampleShape),
    testSeen: options.testSeen ?? false,
    unsoundParameters: unsoundParameters(model),
    notFinite: [...notFinite, ...(denoising?.notFinite ?? []), ...(asGenerator?.notFinite ?? [])],
    sound: {
      images: test.count,
      error: (lossOn === "hidden" ? hiddenError(denoising?.measures?.hidden) : undefined) ?? {
        measure: lossMeasure,
        // A denoiser has not learnt to rebuild clean images.
        value: ((denoising?.measures?.errors ?? spreads)[lossMeasure] as MeanAndDeviation).mean,
        corrupted: denoising?.measures !== undefined,
        ofConstants: constantErrors(lossMeasure, model, test, options.train),
      },
      code,
      ...present({ variational: asGenerator?.measures }),
      imageSize: model.sampleSize,
      variation: {
        // Of images it is the bytes that are summed up, which is exact.
        samples: seen.variation.samples.total() / (isImages(test) ? 255 ** 2 : 1),
        reconstructions: seen.variation.reconstructions.total(),
      },
    },
  });
  return {
    measures: {
      format: 2,
      images: test.count,
      ...(leftOut === 0 ? {} : { leftOut }),
      warnings,
      imageSize: model.sampleSize,
      errors: spreads,
      rankedBy: rankBy,
      errorHistogram: histogramOf(errors[rankBy] as Float64Array, histogramBins),
      extremes: {
        best: extremes.best.map(measured),
        median: extremes.median.map(measured),
        worst: extremes.worst.map(measured),
      },
      code,
      ...present({
        errorsByClass: test.labels && errorsByClass(errors, test.labels),
        errorsByChannel: seen.channelErrors?.result(),
        errorsByColumn: seen.columnErrors?.result(),
        denoising: denoising?.measures,
        sparseCode: sparse?.measures,
        codebook: seen.codebook?.measures(),
        dictionary: describeDictionary(model.model, code, {
          model: spreads.mse.mean,
          mean: () => constantErrors("mse", model, test, options.train).mean,
        }),
        variational: asGenerator?.measures,
        brightestCell: seen.confusion?.result(),
      }),
    },
    pictures: {
      sample: sampleShape,
      codeShape: shape,
      examples,
      best: await shown(extremes.best),
      median: await shown(extremes.median),
      worst: await shown(extremes.worst),
      unitDrawings,
      walks: await drawWalks(model, examples),
      ...present({
        statistics: scalingStatistics(model),
        filters: firstFilters(model.model, model.weights, drawnUnits, mostDrawings(model.sampleSize)),
        features: await drawFeatures(model, examples),
        denoised: corruption && (await denoiseExamples(model, examples, corruption)),
        unitImages: sparse?.units,
        codebook: await seen.codebook?.pictures(model, examples),
        classes: await drawClasses(model, examples),
        samples: hasPrior ? await samplePrior(model, sampleCount) : undefined,
        codeGrid: variational && model.latentSize === 2 ? await drawCodeGrid(model) : undefined,
      }),
    },
  };
}

/** Of a model that was trained on what is hidden from it, and on nothing else. */
function hiddenError(found: HiddenErrors | undefined): SoundFindings["error"] | undefined {
  if (found === undefined) return undefined;
  const { mse, mseOfMean } = found.hidden;
  return {
    ...{ measure: "mse", value: mse, corrupted: true },
    ofConstants: mseOfMean === undefined ? {} : { mean: mseOfMean },
  };
}

function unsoundParameters({ weights }: Autoencoder): readonly string[] {
  return [...weights].filter(([, values]) => !isSound(values)).map(([name]) => name);
}

/** The entries that there are: what a model does not have is absent rather than undefined. */
function present<T extends object>(entries: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const given = Object.entries(entries).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}

/** @param places in the test set, of the images that have errors */
function errorOf(
  index: number,
  places: Int32Array,
  errors: ErrorsOfSamples,
  labels: Uint8Array | undefined,
): ImageError {
  return {
    index: places[index] as number,
    ...(labels === undefined ? {} : { label: labels[index] as number }),
    ...mapErrors(errors, (values) => values[index] as number),
  };
}

async function reconstructSamples(
  model: Autoencoder,
  test: Samples,
  samples: readonly ImageError[],
): Promise<Reconstruction[]> {
  const size = model.sampleSize;
  const taken = takeSamples(
    test,
    Int32Array.from(samples, ({ index }) => index),
  );
  const { labels } = taken;
  const originals = valuesOf(taken);
  const codes = await model.encode(originals, labels);
  const reconstructions = asSamples(model, await model.reconstruct(originals, labels));
  return samples.map((sample, row) => ({
    ...sample,
    original: originals.slice(row * size, (row + 1) * size),
    code: codes.slice(row * model.latentSize, (row + 1) * model.latentSize),
    reconstruction: reconstructions.slice(row * size, (row + 1) * size),
  }));
}
