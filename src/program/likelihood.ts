import { add, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { exp } from "../graph/operators/functions.ts";
import { reduceSum } from "../graph/operators/shaping.ts";
import { input } from "../graph/operators/source.ts";
import { decodeToLogits, encodePosterior, type Model } from "../model/model.ts";
import { normal } from "../model/noise.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import type { Weights } from "../model/parameter.ts";
import type { NoisyProgram } from "./evaluator.ts";
import { divergenceFromPrior, sampleCode } from "./gaussian-code.ts";
import { type LossWord, lossOf } from "./losses/losses.ts";
import { givenNoise } from "./noise-inputs.ts";
import { parameterInputs } from "./parameters.ts";

/**
 * Importance weights of one image under a model with a Gaussian code: for samples z of q(z|x), log p(x|z) + log p(z)
 * - log q(z|x), in nats. The logarithm of the mean of their exponentials estimates log p(x): Burda, Grosse and
 * Salakhutdinov, "Importance weighted autoencoders", 2016, equation 8.
 *
 * Inputs: `image` float32 `[1, imageSize]` in [0, 1], every parameter, and random words of which `noise.rows` has one a
 * sample. Output: `log_weights` float32 `[batch]`, one a sample.
 */
export function likelihoodProgram(model: Model, weights: Weights, loss: LossWord): NoisyProgram {
  const image = input("image", { dtype: "float32", shape: [1, model.imageSize] });
  const parameters = parameterInputs(model);
  const given = givenNoise();
  const { mean, logVariance } = encodePosterior(model, parameters, image);
  const noise = normal(given.noise, "code", model.latentSize);
  const codes = add(mean, multiply(exp(multiply(logVariance, 0.5)), noise));
  const error = lossOf(loss, outputOf(model)).ofImages(decodeToLogits(model, parameters, codes), image);
  // The constants of both normal densities cancel: what is left of their quotient are squares and the log-variance.
  const prior = reduceSum(multiply(codes, codes), [1]);
  const posterior = add(reduceSum(multiply(noise, noise), [1]), reduceSum(logVariance));
  return {
    name: "likelihood",
    description: `Importance weights of samples of the posterior of the ${model.name} autoencoder, for one image.`,
    inputs: [
      { value: image, description: "one image, pixels in [0, 1], row-major" },
      ...[...parameters].map(([name, value]) => ({ value, description: name })),
      ...given.inputs(),
    ],
    outputs: [
      {
        name: "log_weights",
        value: subtract(multiply(subtract(posterior, prior), 0.5), error),
        description: "log p(x|z) + log p(z) - log q(z|x) of each sample, in nats",
      },
    ],
    weights,
    noise: given.requests(),
  };
}

/**
 * The evidence lower bound of images under a model with a Gaussian code, with one sample of each posterior: elbo =
 * -(reconstruction + divergence). Kingma and Welling, "Auto-encoding variational Bayes", 2014, equation 7.
 *
 * Inputs: `images` float32 `[batch, imageSize]` in [0, 1] and random words. Outputs: `reconstruction`, -log p(x|z), and
 * `divergence`, KL(q(z|x) || p(z)), float32 `[batch]`, in nats.
 */
export function boundProgram(model: Model, weights: Weights, loss: LossWord): NoisyProgram {
  const images = input("images", { dtype: "float32", shape: ["batch", model.imageSize] });
  const parameters = parameterInputs(model);
  const given = givenNoise();
  const posterior = encodePosterior(model, parameters, images);
  const logits = decodeToLogits(model, parameters, sampleCode(posterior, given.noise));
  return {
    name: "bound",
    description: `The parts of the evidence lower bound of the ${model.name} autoencoder, one an image.`,
    inputs: [
      { value: images, description: "images, pixels in [0, 1], row-major" },
      ...[...parameters].map(([name, value]) => ({ value, description: name })),
      ...given.inputs(),
    ],
    outputs: [
      {
        name: "reconstruction",
        value: lossOf(loss, outputOf(model)).ofImages(logits, images),
        description: "-log p(x|z) in nats, summed over pixels",
      },
      {
        name: "divergence",
        value: divergenceFromPrior(posterior),
        description: "KL(q(z|x) || p(z)) in nats, summed over the code",
      },
    ],
    weights,
    noise: given.requests(),
  };
}
