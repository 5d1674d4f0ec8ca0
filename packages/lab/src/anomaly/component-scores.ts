import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { inverseVariances } from "../detector/scores/components.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { partOf } from "../measures/pacing.ts";
import { spreadOfValues } from "../measures/reconstruction/principal-components.ts";
import { project } from "../measures/reconstruction/projection.ts";

/** How strange samples are to the principal components of normal ones. */
export interface ComponentScores {
  /** The squared error of the projection, mean over the values of the sample. */
  readonly pcaError: Float64Array;
  /** The distance from the mean along the components, each divided by its deviation. */
  readonly pcaMahalanobis: Float64Array;
}

/**
 * Principal components of normal samples, as models see them, and what others are to them.
 * @param count of components, at most as many as a sample has values
 */
export async function componentScores(
  runtime: Runtime,
  normal: Samples,
  samples: Samples,
  count: number,
  hooks: ProgressHooks = {},
): Promise<ComponentScores> {
  const spread = await spreadOfValues(runtime, normal, partOf(hooks, 0, 0.3));
  const principal = await spread.components(count, partOf(hooks, 0.3, 0.6));
  const weights = inverseVariances(principal.variances);
  const size = sampleSize(shapeOf(normal));
  const pcaError = new Float64Array(samples.count);
  const pcaMahalanobis = new Float64Array(samples.count);
  let start = 0;
  await project(runtime, samples, principal, partOf(hooks, 0.6, 1), (errors, coordinates) => {
    errors.forEach((error, sample) => {
      // As many components as values leave nothing but rounding.
      pcaError[start + sample] = count < size ? error / size : 0;
      let squares = 0;
      for (let component = 0; component < count; component++)
        squares += coordinates[sample * count + component]! ** 2 * weights[component]!;
      pcaMahalanobis[start + sample] = Math.sqrt(squares);
    });
    start += errors.length;
  });
  return { pcaError, pcaMahalanobis };
}
