import { isImageShape, type SampleShape, sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";

/**
 * Settings for detecting anomalies, where none are given: chosen, with what `combined` is made of, by the mean area
 * under the ROC curve on the built-in digits, and used for other data sets as they are.
 */
export const anomalyRecipe: Partial<Settings> = {
  model: "deep",
  hidden: [256, 128],
  latentSize: 64,
  corruption: "masking:0.7",
  loss: "mse",
  epochs: 30,
  batchSize: 256,
  learningRate: 2e-3,
  schedule: "cosine",
  patience: 0,
};

/** Of the values of a sample that is no image, how many the code has. */
const codeShare = 1 / 4;

/**
 * The recipe for samples of a shape. That for rows and series is not chosen by any figure: a code that is as large as the sample would
 * let everything through, so it has a quarter of its values, and so few values are not masked.
 */
export function recipeFor(samples?: SampleShape): Partial<Settings> {
  if (samples === undefined || isImageShape(samples)) return anomalyRecipe;
  const { latentSize = 64 } = anomalyRecipe;
  return {
    ...anomalyRecipe,
    latentSize: Math.min(latentSize, Math.ceil(codeShare * sampleSize(samples))),
    corruption: "none",
  };
}
