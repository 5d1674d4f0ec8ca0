import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { meanError } from "hourglass-core/internal/inference/scorer.ts";
import type { Measure } from "../measure.ts";
import { partOf } from "../pacing.ts";
import { seenBy } from "../raw-values.ts";
import { componentsMemory } from "./principal-components.ts";
import { projectionError } from "./projection.ts";

export const pca: Measure = {
  title: "Principal components",
  definition:
    "The squared error of the best linear autoencoder with a code as large: images projected on as many principal components " +
    "of the pixels as the code has values. Summed over the pixels, mean over the images; what the projection gives is not " +
    "held to [0, 1]. Beside it the error of the model.",
  protocol:
    "Mean and components are fitted on the training split; both errors are those of the test split. Nothing is chosen.",
  source: "Hotelling 1933; Baldi and Hornik 1989 for linear autoencoders",
  figures: {
    model: {
      title: "squared error of the model",
      unit: "summed over pixels",
      ...{ better: "lower", beside: "sse", headline: true },
    },
    sse: { title: "squared error of PCA", unit: "summed over pixels", better: "lower" },
  },
  seconds: 1,
  baselineSeconds: 3,
  memory: componentsMemory,
  baseline: "principalComponents",
  measure: async ({ runtime, autoencoder, splits, baseline }, hooks) => {
    const components = await baseline.principalComponents(componentCount(autoencoder), partOf(hooks, 0, 0.8));
    const sse = await projectionError(
      runtime,
      seenBy(splits.train)(splits.test),
      components,
      partOf(hooks, 0.8, 1),
    );
    const { mse } = await autoencoder.score(valuesOf(splits.test), splits.test.labels);
    return { figures: { model: meanError(mse) * autoencoder.sampleSize, sse } };
  },
};

/** As many as the code has values, and there are. */
export function componentCount({ latentSize, model }: Autoencoder): number {
  return Math.min(latentSize, seenSize(model.sampleShape));
}
