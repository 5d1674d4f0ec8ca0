import { add, divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { exp } from "../../graph/operators/functions.ts";
import { matMul } from "../../graph/operators/product.ts";
import { cast } from "../../graph/operators/selection.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { sizeOf } from "../../graph/operators/slicing.ts";
import type { Value } from "../../graph/value.ts";
import type { Posterior } from "../../model/codes/code-kind.ts";
import { type PenaltyKind, weight } from "./penalty-kind.ts";

// DIP-VAE: the covariance of the code over a batch is drawn to the identity. Kumar, Sattigeri and Balakrishnan, "Variational inference of
// disentangled latent concepts from unlabeled observations", 2018, section 3.

interface Weights {
  readonly off: number;
  readonly diagonal: number;
}

const fields = {
  off: { ...weight, title: "weight of covariances", placeholder: "OFF", first: 10 },
  diagonal: { ...weight, title: "weight of variances", placeholder: "DIAGONAL", first: 10 },
} as const;

/** The covariance of the means of the posteriors: equation 6. */
export const dipOfMeans: PenaltyKind<"dip-1", { readonly off: number; readonly diagonal: number }> = {
  name: "dip-1",
  title: "covariance of the means (DIP-VAE-I)",
  asks: "posterior",
  fields,
  label: "weighted squares of covariances and of variances − 1 of the means",
  phrase: (values) => phraseOf("the means of the posteriors", values),
  value: ({ posterior, values }) => {
    const { mean } = posterior as Posterior;
    const { centred, variances } = spread(mean);
    return distance(centred, variances, variances, values);
  },
};

/** The covariance of samples of the posteriors, in expectation: equation 7. */
export const dipOfSamples: PenaltyKind<"dip-2", { readonly off: number; readonly diagonal: number }> = {
  name: "dip-2",
  title: "covariance of the samples (DIP-VAE-II)",
  asks: "posterior",
  fields,
  label: "weighted squares of covariances and of variances − 1 of the samples",
  phrase: (values) => phraseOf("samples of the posteriors", values),
  value: ({ posterior, values }) => {
    const { mean, logVariance } = posterior as Posterior;
    const { centred, variances } = spread(mean);
    const own = divide(reduceSum(exp(logVariance), [0]), cast(sizeOf(mean, 0), "float32"));
    return distance(centred, variances, add(variances, own), values);
  },
};

const phraseOf = (what: string, { off, diagonal }: Weights): string =>
  `${off} times the sum of the squared covariances of ${what} over the batch, plus ${diagonal} times that of the squares of their variances less 1`;

/** Means less their mean over the batch, `[batch, size]`, and their variances over it (n), `[size]`. */
function spread(mean: Value): { readonly centred: Value; readonly variances: Value } {
  const count = cast(sizeOf(mean, 0), "float32");
  const centred = subtract(mean, divide(reduceSum(mean, [0]), count));
  return { centred, variances: divide(reduceSum(multiply(centred, centred), [0]), count) };
}

/**
 * OFF times the squares off the diagonal of the covariance, plus DIAGONAL times those of the diagonal less 1: a scalar.
 * @param variances of `centred`: only they stand in its own diagonal
 * @param diagonal what is compared with 1
 */
function distance(centred: Value, variances: Value, diagonal: Value, weights: Weights): Value {
  const count = cast(sizeOf(centred, 0), "float32");
  const covariance = divide(matMul(centred, centred, { transposeA: true }), count);
  const off = subtract(
    reduceSum(multiply(covariance, covariance)),
    reduceSum(multiply(variances, variances)),
  );
  const excess = subtract(diagonal, 1);
  return add(multiply(off, weights.off), multiply(reduceSum(multiply(excess, excess)), weights.diagonal));
}
