import { type ImageSet, imageSize } from "../data/image-set.ts";
import { HourglassError, UsageError } from "../errors.ts";
import { createProgress, type ProgressHooks } from "../evaluation/progress.ts";
import { meanAndDeviation } from "../evaluation/spread.ts";
import type { Autoencoder } from "../inference/autoencoder.ts";
import { toPixels } from "../inference/to-pixels.ts";
import { countUnsoundRows, firstRows, type Matrix } from "../measures/matrix.ts";
import { partOf } from "../measures/pacing.ts";
import { counted } from "../words.ts";
import { edges, edgesInWords } from "./edges.ts";
import { nearestDistance } from "./nearest-distance.ts";
import { mostReferences } from "./pixel-neighbours.ts";
import { fitWhitening } from "./whitening.ts";

/** A number that says how strange an image is to an autoencoder: the higher, the stranger. */
export interface AnomalyScore {
  readonly title: string;
  readonly definition: string;
}

export type AnomalyScoreName = "error" | "angle" | "code" | "neighbour" | "combined";

/** Which of a code's neighbours tells how far away they are: the first alone may be an outlier itself. */
const neighbour = 5;

/** Scores by name. None of them knows an anomaly: all they have are normal images. */
export const anomalyScores: Readonly<Record<AnomalyScoreName, AnomalyScore>> = {
  error: {
    title: "error",
    definition: "The squared error of the reconstruction, mean over the pixels of the image.",
  },
  angle: {
    title: "angle",
    definition:
      `One minus the cosine between image and reconstruction, ${edgesInWords}: unlike the error it does not grow with ` +
      "the ink, forgives strokes that are a little off, and not those of another direction.",
  },
  code: {
    title: "code",
    definition:
      "The Mahalanobis distance of the code from the mean of the normal training codes, their covariance shrunk as " +
      "Ledoit and Wolf do.",
  },
  neighbour: {
    title: "neighbour",
    definition:
      `The distance of the code to the ${neighbour}-th nearest normal training code, both whitened by that covariance; ` +
      `of at most the first ${mostReferences.toLocaleString("en-US")} of them.`,
  },
  combined: {
    title: "combined",
    definition:
      "The sum of angle and of one minus the cosine to the nearest normal training image as edges (which needs no " +
      "autoencoder), each less its mean over the normal validation images and divided by its deviation there.",
  },
};

export const anomalyScoreNames: readonly AnomalyScoreName[] = Object.keys(
  anomalyScores,
) as AnomalyScoreName[];

/** Scores of images, in their order. */
export type ScoresOfImages = Readonly<Record<AnomalyScoreName, Float64Array>>;

/** Scores that are measured alone, from which the combined one is made. */
export type SingleScores = Omit<ScoresOfImages, "combined">;

/** Tells how far images are from normal training images, without an autoencoder. */
export type ImageDistances = (images: ImageSet, hooks?: ProgressHooks) => Promise<Float64Array>;

/** Tells how strange images are. */
export interface AnomalyScorer {
  /** Of the validation images, which are normal. */
  readonly validation: SingleScores;
  score(images: ImageSet, hooks?: ProgressHooks): Promise<ScoresOfImages>;
}

/**
 * Learns what is normal to an autoencoder.
 * @param normal where the codes of `train` lie is what codes are compared with; `validation`, which the autoencoder was
 * not trained on, says how scores of normal images spread
 * @param nearestEdges the other part of the combined score
 * @throws UsageError where there are too few normal images
 * @throws HourglassError where a code or a score is not a finite number
 */
export async function fitAnomalyScorer(
  autoencoder: Autoencoder,
  normal: { readonly train: ImageSet; readonly validation: ImageSet },
  nearestEdges: ImageDistances,
): Promise<AnomalyScorer> {
  const { train, validation } = normal;
  requireNormalImages("anomaly scores", train.count, validation.count);
  const trainingCodes = matrixOf(await autoencoder.encode(train.images), train.count);
  const unsound = countUnsoundRows(trainingCodes);
  if (unsound > 0) throw runAway(`${unsound} of ${train.count} codes of the normal training images`);
  const whiten = fitWhitening(trainingCodes);
  const references = firstRows(whiten(trainingCodes), mostReferences);
  const single = (images: ImageSet, hooks: ProgressHooks): Promise<SingleScores> =>
    singleScores(autoencoder, whiten, references, images, hooks);
  const ofValidation = await single(validation, {});
  const spreads = [ofValidation.angle, await nearestEdges(validation)].map(meanAndDeviation);
  return {
    validation: ofValidation,
    score: async (images, hooks = {}) => {
      const distances = await nearestEdges(images, partOf(hooks, 0, 0.5));
      const scores = await single(images, partOf(hooks, 0.5, 1));
      const combined = new Float64Array(images.count);
      for (const [part, { mean, standardDeviation }] of spreads.entries()) {
        const scale = standardDeviation || 1;
        (part === 0 ? scores.angle : distances).forEach((score, index) => {
          combined[index]! += (score - mean) / scale;
        });
      }
      return { ...scores, combined };
    },
  };
}

/**
 * @param what has the images, for the message
 * @throws UsageError where scores cannot be learnt from so few images
 */
export function requireNormalImages(what: string, train: number, validation: number): void {
  if (train >= neighbour && validation >= 2) return;
  throw new UsageError(
    `${what}: expected at least ${counted(neighbour, "normal image")} to train on and 2 to validate, ` +
      `found ${train} and ${validation}: give more images of it, or hold out others with --validation`,
  );
}

async function singleScores(
  autoencoder: Autoencoder,
  whiten: (codes: Matrix) => Matrix,
  references: Matrix,
  images: ImageSet,
  hooks: ProgressHooks,
): Promise<SingleScores> {
  const { count } = images;
  const scores = {
    error: new Float64Array(count),
    angle: new Float64Array(count),
    code: new Float64Array(count),
    neighbour: new Float64Array(count),
  };
  const size = imageSize(images);
  let start = 0;
  for await (const batch of createProgress(count, hooks).batches(images)) {
    const codes = await autoencoder.encode(batch.images);
    const reconstructions = await autoencoder.decode(codes);
    const pixels = toPixels(batch.images);
    const whitened = whiten(matrixOf(codes, batch.count));
    scores.error.set(meanSquaredErrors(pixels, reconstructions, size), start);
    scores.angle.set(angles(edges(pixels, images), edges(reconstructions, images)), start);
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

function meanSquaredErrors(images: Float32Array, others: Float32Array, size: number): Float64Array {
  const errors = new Float64Array(images.length / size);
  images.forEach((pixel, at) => {
    errors[Math.floor(at / size)]! += (pixel - others[at]!) ** 2 / size;
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
