import type { Standardiser } from "../standardise.ts";
import type { LogisticWeights } from "./logistic-regression.ts";

/**
 * The probability of each class under multinomial logistic regression: softmax of `(row - means) / deviations * kernel + bias`.
 * @param rows `[N, columns]`, row-major
 * @returns `[N, classes]`, row-major; a row sums to 1
 */
export function classProbabilities(
  { kernel, bias }: LogisticWeights,
  { means, deviations }: Pick<Standardiser, "means" | "deviations">,
  rows: Float32Array,
): Float32Array {
  const [columns, classes] = [means.length, bias.length];
  const count = rows.length / columns;
  const probabilities = new Float32Array(count * classes);
  const logits = new Float64Array(classes);
  for (let row = 0; row < count; row++) {
    logits.set(bias);
    for (let column = 0; column < columns; column++) {
      const value = (rows[row * columns + column]! - means[column]!) / deviations[column]!;
      for (let label = 0; label < classes; label++)
        logits[label]! += value * kernel[column * classes + label]!;
    }
    // The largest is taken away first, so that no exponential overflows.
    const largest = logits.reduce((most, logit) => Math.max(most, logit));
    const weights = logits.map((logit) => Math.exp(logit - largest));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    probabilities.set(
      weights.map((weight) => weight / sum),
      row * classes,
    );
  }
  return probabilities;
}
