import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { imagesOf, isImages, shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { isImageShape, type SampleShape, seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { seenValues } from "hourglass-core/internal/inference/seen-values.ts";
import type { DetectorScore } from "../detector/detector-score.ts";
import { code } from "../detector/scores/code.ts";
import { codeNeighbour } from "../detector/scores/code-neighbour.ts";
import { error } from "../detector/scores/error.ts";
import { mostReferences, neighbour } from "../detector/scores/nearest.ts";
import { fitWhitening } from "../detector/whitening.ts";
import { createProgress, type ProgressHooks } from "../evaluation/progress.ts";
import { meanAndDeviation } from "../evaluation/spread.ts";
import { countUnsoundRows, firstRows, type Matrix } from "../measures/matrix.ts";
import { partOf } from "../measures/pacing.ts";
import { edges, edgesInWords } from "./edges.ts";
import { nearestDistance } from "./nearest-distance.ts";

/** A number that says how strange a sample is to an autoencoder: the higher, the stranger. */
export interface AnomalyScore {
  /** In words for images, as the definition. */
  readonly title: string;
  readonly definition: string;
  /** It looks at pixels beside each other: other samples do not have it. */
  readonly needsImages?: true;
}

export type AnomalyScoreName = "error" | "angle" | "code" | "neighbour" | "combined";

/** Something for each score: what needs images is absent of other samples. */
export type OfScores<T> = Readonly<Record<"error" | "code" | "neighbour", T>> & {
  readonly angle?: T;
  readonly combined?: T;
};

/** A score that a detector has, too, in the same words. */
export function told({ title, definition }: DetectorScore): AnomalyScore {
  return { title, definition };
}

/** Scores by name. None of them knows an anomaly: all they have are normal images. */
export const anomalyScores: Readonly<Record<AnomalyScoreName, AnomalyScore>> = {
  error: told(error),
  angle: {
    title: "angle",
    definition:
      `One minus the cosine between image and reconstruction, ${edgesInWords}: unlike the error it does not grow with ` +
      "the ink, forgives strokes that are a little off, and not those of another direction.",
    needsImages: true,
  },
  code: told(code),
  neighbour: told(codeNeighbour),
  combined: {
    title: "combined",
    definition:
      "The sum of angle and of one minus the cosine to the nearest normal training image as edges (which needs no " +
      "autoencoder), each less its mean over the normal validation images and divided by its deviation there.",
    needsImages: true,
  },
};

export const anomalyScoreNames: readonly AnomalyScoreName[] = Object.keys(
  anomalyScores,
) as AnomalyScoreName[];

/** The names of the scores that something has, such as results; in the order of the table. */
export function scoresIn(of: OfScores<unknown>): readonly AnomalyScoreName[] {
  return anomalyScoreNames.filter((name) => of[name] !== undefined);
}

/** The score that a page shows from near: the combined one, or the error where there is none. */
export function headlineScore(of: OfScores<unknown>): AnomalyScoreName {
  return of.combined === undefined ? "error" : "combined";
}

/** What the scores of samples of a shape are, in their words. */
export function scoreDefinitions(shape: SampleShape): OfScores<string> {
  return definitionsFor(shape, anomalyScores) as OfScores<string>;
}

/** The definitions of those that samples of a shape have, in their words. */
export function definitionsFor(
  shape: SampleShape,
  scores: Readonly<Record<string, AnomalyScore>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(scores)
      .filter(([, { needsImages }]) => needsImages === undefined || isImageShape(shape))
      .map(([name, { definition }]) => [name, inWordsOf(shape, definition)]),
  );
}

/** Scores of samples, in their order. */
export type ScoresOfSamples = OfScores<Float64Array>;

/** Scores that are measured alone, from which the combined one is made. */
export type SingleScores = Omit<ScoresOfSamples, "combined">;

/** Tells how far images are from normal training images, without an autoencoder. */
export type ImageDistances = (images: ImageSet, hooks?: ProgressHooks) => Promise<Float64Array>;

/** Tells how strange samples are. */
export interface AnomalyScorer {
  /** Of the validation samples, which are normal. */
  readonly validation: SingleScores;
  score(samples: Samples, hooks?: ProgressHooks): Promise<ScoresOfSamples>;
}

/**
 * Learns what is normal to an autoencoder.
 * @param normal where the codes of `train` lie is what codes are compared with; `validation`, which the autoencoder was
 * not trained on, says how scores of normal images spread
 * @param nearestEdges the other part of the combined score, which images have
 * @throws UsageError where there are too few normal samples
 * @throws HourglassError where a code or a score is not a finite number
 */
export async function fitAnomalyScorer(
  autoencoder: Autoencoder,
  normal: { readonly train: Samples; readonly validation: Samples },
  nearestEdges: ImageDistances,
): Promise<AnomalyScorer> {
  const { train, validation } = normal;
  requireNormalSamples("anomaly scores", train, train.count, validation.count);
  const trainingCodes = matrixOf(await autoencoder.encode(valuesOf(train)), train.count);
  const unsound = countUnsoundRows(trainingCodes);
  if (unsound > 0) {
    const { plural } = kindOfSamples(train);
    throw runAway(`${unsound} of ${train.count} codes of the normal training ${plural}`);
  }
  const whiten = fitWhitening(trainingCodes);
  const references = firstRows(whiten(trainingCodes), mostReferences);
  const single = (samples: Samples, hooks: ProgressHooks): Promise<SingleScores> =>
    singleScores(autoencoder, whiten, references, samples, hooks);
  const ofValidation = await single(validation, {});
  const { angle } = ofValidation;
  if (angle === undefined || !isImages(validation)) {
    return { validation: ofValidation, score: (samples, hooks = {}) => single(samples, hooks) };
  }
  const spreads = [angle, await nearestEdges(validation)].map(meanAndDeviation);
  return {
    validation: ofValidation,
    score: async (samples, hooks = {}) => {
      const images = imagesOf(samples, "anomaly scores");
      const distances = await nearestEdges(images, partOf(hooks, 0, 0.5));
      const scores = await single(images, partOf(hooks, 0.5, 1));
      const combined = new Float64Array(images.count);
      for (const [part, { mean, standardDeviation }] of spreads.entries()) {
        const scale = standardDeviation || 1;
        (part === 0 ? (scores.angle ?? distances) : distances).forEach((score, index) => {
          combined[index]! += (score - mean) / scale;
        });
      }
      return { ...scores, combined };
    },
  };
}

/**
 * @param what has the samples, for the message
 * @throws UsageError where scores cannot be learnt from so few samples
 */
export function requireNormalSamples(
  what: string,
  samples: Samples,
  train: number,
  validation: number,
): void {
  if (train >= neighbour && validation >= 2) return;
  const { plural } = kindOfSamples(samples);
  throw new UsageError(
    `${what}: expected at least ${neighbour} normal ${plural} to train on and 2 to validate, ` +
      `found ${train} and ${validation}: give more ${plural} of it, or hold out others with --validation`,
  );
}

async function singleScores(
  autoencoder: Autoencoder,
  whiten: (codes: Matrix) => Matrix,
  references: Matrix,
  samples: Samples,
  hooks: ProgressHooks,
): Promise<SingleScores> {
  const { count } = samples;
  const images = isImages(samples) ? samples : undefined;
  const ofAll = (): Float64Array => new Float64Array(count);
  const angle = images && ofAll();
  const scores = {
    error: ofAll(),
    ...(angle === undefined ? {} : { angle }),
    ...{ code: ofAll(), neighbour: ofAll() },
  };
  const size = seenSize(shapeOf(samples));
  let start = 0;
  for await (const batch of createProgress(count, hooks).batches(samples)) {
    const given = valuesOf(batch);
    const codes = await autoencoder.encode(given);
    const reconstructions = seenValues(autoencoder, await autoencoder.decode(codes));
    const seen = seenValues(autoencoder, given);
    const whitened = whiten(matrixOf(codes, batch.count));
    scores.error.set(meanSquaredErrors(seen, reconstructions, size), start);
    if (images !== undefined) {
      angle?.set(angles(edges(seen, images), edges(reconstructions, images)), start);
    }
    scores.code.set(norms(whitened), start);
    scores.neighbour.set(nearestDistance(references, whitened, neighbour), start);
    start += batch.count;
  }
  for (const [name, values] of Object.entries(scores)) {
    const unsound = values.reduce((count, value) => count + Number(!Number.isFinite(value)), 0);
    if (unsound > 0) throw runAway(`${unsound} of ${count} scores by ${name}`);
  }
  return scores;
}

function runAway(what: string): HourglassError {
  return new HourglassError(
    `anomaly scores: ${what} are not finite numbers: the weights of the autoencoder have run away; ` +
      "train it with a smaller learning rate",
  );
}

function meanSquaredErrors(samples: Float32Array, others: Float32Array, size: number): Float64Array {
  const errors = new Float64Array(samples.length / size);
  samples.forEach((value, at) => {
    errors[Math.floor(at / size)]! += (value - others[at]!) ** 2 / size;
  });
  return errors;
}

/** One minus the cosine between rows; 0 where both have nothing but zeros, 1 where one has. */
function angles({ rows, columns: size, data: images }: Matrix, { data: others }: Matrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let product = 0;
    let squared = 0;
    let otherSquared = 0;
    for (let at = row * size; at < (row + 1) * size; at++) {
      product += images[at]! * others[at]!;
      squared += images[at]! ** 2;
      otherSquared += others[at]! ** 2;
    }
    if (squared === 0 || otherSquared === 0) return squared === otherSquared ? 0 : 1;
    return 1 - product / Math.sqrt(squared * otherSquared);
  });
}

/** Of every row. */
function norms({ rows, columns, data }: Matrix): Float64Array {
  const squares = new Float64Array(rows);
  data.forEach((value, at) => {
    squares[Math.floor(at / columns)]! += value ** 2;
  });
  return squares.map(Math.sqrt);
}

function matrixOf(data: Float32Array, rows: number): Matrix {
  return { rows, columns: data.length / rows, data };
}
