import { multiply, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { sqrt } from "hourglass-core/internal/graph/operators/functions.ts";
import { matMul } from "hourglass-core/internal/graph/operators/product.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { rawValues } from "../../measures/raw-values.ts";
import { spreadOfValues } from "../../measures/reconstruction/principal-components.ts";
import type { BaselineScore, Kept, LookedSeen, NormalSeen } from "../detector-score.ts";
import { rowSum } from "../row-sum.ts";

/** One over the variance along each component; 0 where there is too little of it to tell from rounding. */
export function inverseVariances(variances: readonly number[]): readonly number[] {
  const least = leastVariance * (variances[0] ?? 0);
  return variances.map((variance) => (variance > least ? 1 / variance : 0));
}

/** Of the largest variance: along components with less, distances would be of rounding. */
const leastVariance = 1e-6;

export const componentError: BaselineScore = {
  name: "pca-error",
  title: "PCA, error",
  definition:
    "The squared error of the projection on the principal components of the normal training images, as many as the " +
    "code has values; mean over the pixels of the image.",
  isBaseline: true,
  fit: keptComponents,
  apply: (looked, kept) => {
    const { centred, coordinates, components } = projected(looked, kept);
    const left = subtract(centred, matMul(coordinates, components));
    const [count, size] = components.shape as readonly [number, number];
    // As many components as values leave nothing but rounding.
    return multiply(rowSum(multiply(left, left)), count < size ? 1 / looked.sampleSize : 0);
  },
};

/** Shyu and others, "A novel anomaly detection scheme based on principal component classifier", 2003, its major components. */
export const componentDistance: BaselineScore = {
  name: "pca-mahalanobis",
  title: "PCA, Mahalanobis",
  definition: "The Mahalanobis distance of that projection from their mean.",
  isBaseline: true,
  fit: keptComponents,
  apply: (looked, kept) => {
    const { coordinates } = projected(looked, kept);
    const weighted = multiply(coordinates, kept.get("inverses") as Value);
    return sqrt(rowSum(multiply(coordinates, weighted)));
  },
};

async function keptComponents({ runtime, seen, latentSize, hooks }: NormalSeen): Promise<Kept> {
  const size = rawValues(seen).columns;
  const count = Math.min(latentSize, size);
  const spread = await spreadOfValues(runtime, seen, hooks);
  const { mean, components, variances } = await spread.components(count, hooks);
  return new Map([
    ["mean", { shape: [size], data: Float32Array.from(mean) }],
    ["components", { shape: [count, size], data: Float32Array.from(components) }],
    [
      "inverses",
      {
        shape: [count],
        data: Float32Array.from(inverseVariances(variances)),
      },
    ],
  ]);
}

function projected(
  { seen }: LookedSeen,
  kept: ReadonlyMap<string, Value>,
): Readonly<Record<"centred" | "coordinates" | "components", Value>> {
  const components = kept.get("components") as Value;
  const centred = subtract(seen, kept.get("mean") as Value);
  return { centred, components, coordinates: matMul(centred, components, { transposeB: true }) };
}
