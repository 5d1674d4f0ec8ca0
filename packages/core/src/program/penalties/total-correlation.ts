import { add, divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { exp, log } from "../../graph/operators/functions.ts";
import { logSumExp } from "../../graph/operators/log-sum-exp.ts";
import { cast } from "../../graph/operators/selection.ts";
import { reduceSum, reshape, transpose } from "../../graph/operators/shaping.ts";
import { sizeOf } from "../../graph/operators/slicing.ts";
import type { Value } from "../../graph/value.ts";
import type { Posterior } from "../../model/codes/code-kind.ts";
import { type PenaltyKind, weight } from "./penalty-kind.ts";

/**
 * The total correlation of the code, KL(q(z) || product of q(z_j)), in nats, of the mixture q(z) of the posteriors of the batch: each
 * image's own sample against the posteriors of all images of its batch. Chen and others, "Isolating sources of disentanglement in
 * variational autoencoders", 2018, section 3.1 (minibatch-weighted sampling, whose constant for the size of the training split is left
 * out: it has no gradient). With a gaussian code and a weight of BETA - 1 the objective is their beta-TCVAE.
 */
export const totalCorrelation: PenaltyKind<"total-correlation", { readonly weight: number }> = {
  name: "total-correlation",
  title: "total correlation (beta-TCVAE)",
  asks: "posterior",
  fields: { weight: { ...weight, first: 5 } },
  label: "weight × total correlation",
  phrase: ({ weight }) =>
    `${weight} times the total correlation of the code in nats, of the mixture of the posteriors of the batch`,
  value: ({ codes, posterior, values: { weight } }) =>
    multiply(meanTotalCorrelation(codes, posterior as Posterior), weight),
};

/** The mean over the batch of log q(z) - sum of log q(z_j): a scalar. */
function meanTotalCorrelation(codes: Value, { mean, logVariance }: Posterior): Value {
  const [batch, size] = codes.shape as readonly [string, number];
  const count = cast(sizeOf(codes, 0), "float32");
  // [batch, size, batch]: the density of a value of the code of one image under the posterior of another, without constants.
  const byPosterior = (values: Value): Value => reshape(transpose(values, [1, 0]), [1, size, batch]);
  const distance = subtract(reshape(codes, [batch, size, 1]), byPosterior(mean));
  const precision = exp(multiply(byPosterior(logVariance), -1));
  const densities = multiply(
    add(multiply(multiply(distance, distance), precision), byPosterior(logVariance)),
    -0.5,
  );
  const joint = logSumExp(reduceSum(densities, [1]));
  const marginals = reduceSum(logSumExp(densities), [1]);
  // Each mixture has the weight 1 / batch: one in the joint density, one for each value in the product.
  const weights = multiply(log(count), size - 1);
  return add(divide(reduceSum(subtract(joint, marginals)), count), weights);
}
