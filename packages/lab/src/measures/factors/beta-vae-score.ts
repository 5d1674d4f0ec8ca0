import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { accuracyOf } from "../classes/classification.ts";
import { classify, penaltyByDefault, tolerance } from "../classes/linear-probe.ts";
import { createLogisticRegression } from "../classes/logistic-regression.ts";
import type { Matrix } from "../matrix.ts";
import { fitStandardiser } from "../standardise.ts";

/** Of a batch of pairs of images: a row each, with the factor that the images of the pairs have in common. */
export interface PairDifferences {
  /** Mean sizes of the differences of the two codes, `[batches, latentSize]`. */
  readonly differences: Matrix;
  readonly factors: Uint8Array;
}

/** As scikit-learn. */
const maximumIterations = 100;

/**
 * How well a linear classifier tells which factor the images of pairs have in common from how much their codes differ: the accuracy on
 * `judged`, from 1 / factors for chance to 1. Higgins and others, "β-VAE: learning basic visual concepts with a constrained variational framework",
 * 2017, section 3; the classifier is scikit-learn's logistic regression, as in disentanglement_lib, on standardised differences.
 */
export async function betaVaeScore(
  runtime: Runtime,
  fitted: PairDifferences,
  judged: PairDifferences,
  factors: number,
): Promise<number> {
  const standardiser = fitStandardiser(fitted.differences);
  const rows = standardiser.apply(fitted.differences);
  const regression = await createLogisticRegression(runtime, rows, fitted.factors, factors);
  try {
    const weights = await regression.fit(penaltyByDefault, { tolerance, maximumIterations });
    return accuracyOf(classify(weights, standardiser.apply(judged.differences)), judged.factors);
  } finally {
    await regression.release();
  }
}

/** The mean size of the difference of two codes, in each unit, over pairs: first and second image of each, one after the other. */
export function meanDifferences({ columns, data }: Matrix, pairs: Int32Array): Float32Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < pairs.length; at += 2) {
    const first = pairs[at]! * columns;
    const second = pairs[at + 1]! * columns;
    for (let unit = 0; unit < columns; unit++) {
      sums[unit]! += Math.abs(data[first + unit]! - data[second + unit]!);
    }
  }
  return Float32Array.from(sums, (sum) => (2 * sum) / pairs.length);
}
