import { add, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { exp } from "../../graph/operators/functions.ts";
import { clip } from "../../graph/operators/selection.ts";
import { reduceSum, reshape } from "../../graph/operators/shaping.ts";
import { slice } from "../../graph/operators/slicing.ts";
import type { Value } from "../../graph/value.ts";
import { initializerSchema } from "../initializers/initializers.ts";
import { dense } from "../layers/dense.ts";
import { rowSize } from "../layers/features.ts";
import type { LayerKind } from "../layers/layer-kind.ts";
import { units } from "../layers/options.ts";
import { type Noise, normal } from "../noise.ts";
import type { CodeDistribution, CodeKind, Posterior } from "./code-kind.ts";

interface GaussianOptions {
  readonly units: number;
  readonly initializer?: string | undefined;
}

/** A dense layer that gives the mean and the log-variance of a normal distribution over codes of `units` values. */
const layer: LayerKind<"gaussian", GaussianOptions> = {
  name: "gaussian",
  options: { units, initializer: initializerSchema },
  takes: "row",
  learns: true,
  example: { units: 3 },
  build: (name, shape, { units, initializer }) => ({
    ...dense(name, rowSize(shape), 2 * units, "linear", undefined, initializer),
    kind: "gaussian",
  }),
};

/** Beyond it the variance would leave the range of float32 within a few steps; no trained code comes near. */
const largestLogVariance = 20;

/** The distribution over codes of each image, from the means and log-variances beside each other: `[batch, 2 latentSize]`. */
export function posteriorOf(encoded: Value): Posterior {
  const width = encoded.shape[1] as number;
  return {
    mean: slice(encoded, 1, 0, width / 2),
    logVariance: clip(slice(encoded, 1, width / 2, width), -largestLogVariance, largestLogVariance),
  };
}

/** Codes, mean + deviation x noise, with that noise (Kingma and Welling, 2014, section 2.4). */
function drawn(
  { mean, logVariance }: Posterior,
  noise: Noise,
): { readonly codes: Value; readonly deviates: Value } {
  const deviation = exp(multiply(logVariance, 0.5));
  const deviates = normal(noise, "code", mean.shape[1] as number);
  return { codes: add(mean, multiply(deviation, deviates)), deviates };
}

/**
 * KL(q || p) from the posterior to the standard normal prior, in nats, summed over the code: `[batch]`. Kingma and
 * Welling, "Auto-encoding variational Bayes", 2014, appendix B.
 */
function divergenceFromPrior({ mean, logVariance }: Posterior): Value {
  const terms = subtract(add(multiply(mean, mean), exp(logVariance)), add(logVariance, 1));
  return multiply(reduceSum(terms, [1]), 0.5);
}

const distribution: CodeDistribution = {
  draw: (encoded, noise) => {
    const posterior = posteriorOf(encoded);
    return { codes: drawn(posterior, noise).codes, divergence: divergenceFromPrior(posterior) };
  },
  weigh: (encoded, noise) => {
    const posterior = posteriorOf(encoded);
    const { codes, deviates } = drawn(posterior, noise);
    // The constants of both densities cancel: what is left of their quotient are squares and the log-variance.
    const prior = reduceSum(multiply(codes, codes), [1]);
    const own = add(reduceSum(multiply(deviates, deviates), [1]), reduceSum(posterior.logVariance));
    return { codes, logRatio: multiply(subtract(own, prior), 0.5) };
  },
  drawSeveral: (encoded, noise, count) => {
    const { mean, logVariance } = posteriorOf(encoded);
    const [batch, size] = mean.shape as readonly [string, number];
    const once = (values: Value): Value => reshape(values, [batch, 1, size]);
    const deviates = reshape(normal(noise, "code", count * size), [batch, count, size]);
    const codes = add(once(mean), multiply(once(exp(multiply(logVariance, 0.5))), deviates));
    const prior = reduceSum(multiply(codes, codes), [2]);
    const own = add(reduceSum(multiply(deviates, deviates), [2]), reduceSum(logVariance, [1], true));
    return { codes, logRatio: multiply(subtract(own, prior), 0.5) };
  },
  moments: posteriorOf,
};

/**
 * Mean and logarithm of the variance of a normal distribution over codes, of which the mean is the code and training draws
 * samples.
 */
export const gaussian: CodeKind<"gaussian"> & { readonly layer: typeof layer } = {
  name: "gaussian",
  title: "a normal distribution: variational",
  fields: {},
  layer,
  valuesEach: 2,
  misfit: "as many means as log-variances: give it an even number of values",
  code: (encoded) => posteriorOf(encoded).mean,
  train: (encoded, noise) => {
    const { codes, divergence } = distribution.draw(encoded, noise);
    return { codes, term: divergence };
  },
  reduction: "sum",
  term: {
    phrase: "KL(q(z|x) || p(z)) in nats, summed over the code, mean over images",
    label: "KL(q(z|x) ‖ p(z))",
    title: "the divergence of the posterior from the prior",
    name: "divergence",
  },
  distribution,
  settings: [
    {
      name: "beta",
      purpose: "weighs the divergence of a gaussian code",
      advice: "add code gaussian, or leave it out",
    },
    {
      name: "conditionClasses",
      purpose: "tells a gaussian code the class of each sample",
      advice: "add code gaussian, or leave it out",
      off: 0,
    },
    {
      name: "boundSamples",
      purpose: "draw codes of a gaussian code",
      advice: "add code gaussian, or leave them out",
      off: 1,
    },
    {
      name: "importanceSamples",
      purpose: "estimate the likelihood of a gaussian code",
      advice: "add code gaussian, or leave them out",
      off: 0,
    },
  ],
  excludes: {
    tiedWeights: "a gaussian code has two, of mean and variance",
    penalty: "a gaussian code is a distribution",
    codeActivation: "a gaussian code is a mean and a variance, without an activation",
  },
  words: {
    codes: "the means of the Gaussian codes",
    explained: "the means of a normal distribution over codes",
    sentence: "The code is a normal distribution: a mean and a variance for each of its values.",
    objective: (beta, boundSamples) => {
      if (boundSamples > 1) return `negative bound with ${boundSamples} samples`;
      return beta === 1 ? "negative ELBO" : `reconstruction + ${beta} KL`;
    },
  },
};
