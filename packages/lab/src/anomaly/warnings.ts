import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { constantErrors } from "../evaluation/constant-images.ts";
import { meanOf } from "../evaluation/spread.ts";

/** What warnings look at: of one autoencoder. */
export interface AnomalyFindings {
  readonly autoencoder: Pick<Autoencoder, "model" | "weights">;
  readonly splits: Pick<Splits<Samples>, "train" | "validation">;
  /** Updates of the weights in training. */
  readonly steps: number;
  /** Squared errors of the validation samples, mean over their values; of a denoiser, as it was trained: from corrupted samples. */
  readonly validationErrors: ArrayLike<number> & Iterable<number>;
  readonly corrupted: boolean;
  /** Areas under the ROC curve by what scores are called. */
  readonly areas: readonly (readonly [title: string, area: number])[];
  /** Test samples. */
  readonly normal: number;
  readonly anomalous: number;
}

/**
 * Adam moves a weight by about the learning rate in a step: fewer steps at the recipe's rate of at most 0.002 leave weights nearer to
 * where chance has put them, some 0.1 from 0, than they could go.
 */
const fewestSteps = 200;

/** Standard errors below one half from which an area is clearly below it. */
const clearly = 3;

/** Why the areas of an autoencoder may say nothing, a sentence each. */
export function anomalyWarnings(found: AnomalyFindings): readonly string[] {
  const warnings = [...belowChance(found), ...noBetterThanTheMean(found), ...tooShort(found)];
  return warnings.map((warning) => inWordsOf(shapeOf(found.splits.train), warning));
}

/**
 * Scores that put most anomalies below normal images: the standard error of an area of one half is that of Mann and Whitney's U,
 * √((n + m + 1) / 12nm) of n normal and m anomalous images.
 */
function belowChance({ areas, normal, anomalous }: AnomalyFindings): readonly string[] {
  const error = Math.sqrt((normal + anomalous + 1) / (12 * normal * anomalous));
  const below = areas.filter(([, area]) => area < 0.5 - clearly * error);
  if (below.length === 0) return [];
  const names = below.map(([title, area]) => `${title} ${(100 * area).toFixed(2)}`).join(", ");
  return [
    `AUROC clearly below 50 %, which is chance: ${names} (more than ${clearly} standard errors, of ${(100 * error).toFixed(2)} each): ` +
      "these scores find anomalies more normal than what is normal",
  ];
}

function noBetterThanTheMean({
  autoencoder,
  splits,
  validationErrors,
  corrupted,
}: AnomalyFindings): readonly string[] {
  const { validation, train } = splits;
  const own = meanOf(validationErrors);
  const ofMean = constantErrors("mse", autoencoder, validation, train).mean;
  // Samples that are all alike have no error to better.
  if (ofMean === undefined || own === 0 || own < ofMean) return [];
  return [
    `the autoencoder rebuilds the ${counted(validation.count, "normal validation image")}${corrupted ? ", corrupted as in training," : ""} no better than the mean training image ` +
      `would: mse ${own.toPrecision(3)} against ${ofMean.toPrecision(3)} (mean over pixels); train longer, or on more images`,
  ];
}

function tooShort({ steps, splits }: AnomalyFindings): readonly string[] {
  if (steps >= fewestSteps) return [];
  return [
    `the autoencoder was trained for ${counted(steps, "step")} on ${counted(splits.train.count, "image")}: below ${fewestSteps} steps ` +
      "its weights are hardly further from where they began; train for more --epochs, or with a smaller --batch-size",
  ];
}
