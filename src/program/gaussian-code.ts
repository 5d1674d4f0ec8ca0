import { add, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { exp } from "../graph/operators/functions.ts";
import { reduceSum } from "../graph/operators/shaping.ts";
import type { Value } from "../graph/value.ts";
import type { Posterior } from "../model/model.ts";
import { type Noise, normal } from "../model/noise.ts";

/** A code for each image, drawn from its distribution: mean + deviation x noise (Kingma and Welling, 2014, section 2.4). */
export function sampleCode({ mean, logVariance }: Posterior, noise: Noise): Value {
  const deviation = exp(multiply(logVariance, 0.5));
  return add(mean, multiply(deviation, normal(noise, "code", mean.shape[1] as number)));
}

/**
 * KL(q || p) from the posterior to the standard normal prior, in nats, summed over the code: `[batch]`. Kingma and
 * Welling, "Auto-encoding variational Bayes", 2014, appendix B.
 */
export function divergenceFromPrior({ mean, logVariance }: Posterior): Value {
  const terms = subtract(add(multiply(mean, mean), exp(logVariance)), add(logVariance, 1));
  return multiply(reduceSum(terms, [1]), 0.5);
}
