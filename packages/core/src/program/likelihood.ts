import { subtract } from "../graph/operators/arithmetic.ts";
import { input } from "../graph/operators/source.ts";
import { distributionOf } from "../model/codes/codes.ts";
import { decodeToLogits, encoderOutput, type Model, modelParameters } from "../model/model.ts";
import { layersOf } from "../model/network.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import type { Weights } from "../model/parameter.ts";
import { type LossWord, lossOf } from "./losses/losses.ts";
import { modelInputs } from "./model-inputs.ts";
import type { NoisyProgram } from "./noise-inputs.ts";
import { floatInput, standardise } from "./samples.ts";

/**
 * Importance weights of one image under a model whose code has a distribution: for samples z of q(z|x), log p(x|z) + log p(z)
 * - log q(z|x), in nats. The logarithm of the mean of their exponentials estimates log p(x): Burda, Grosse and
 * Salakhutdinov, "Importance weighted autoencoders", 2016, equation 8.
 *
 * Inputs: `image` float32 `[1, sampleSize]` in [0, 1], every parameter, and random words of which `noise.rows` has one a
 * sample. Output: `log_weights` float32 `[batch]`, one a sample.
 */
export function likelihoodProgram(model: Model, weights: Weights, loss: LossWord): NoisyProgram {
  const distribution = distributionOf(model);
  const image = input("image", { dtype: "float32", shape: [1, model.sampleSize] });
  const description = "one image, pixels in [0, 1], row-major";
  const { parameters, noise, listed } = modelInputs(
    [{ value: image, description }],
    modelParameters(model),
    layersOf(model),
  );
  const sample = standardise(model, parameters, image);
  const { codes, logRatio } = distribution.weigh(encoderOutput(model, parameters, sample), noise);
  const error = lossOf(loss, outputOf(model)).ofImages(decodeToLogits(model, parameters, codes), sample);
  return {
    name: "likelihood",
    description: `Importance weights of samples of the posterior of the ${model.name} autoencoder, for one image.`,
    ...listed(),
    outputs: [
      {
        name: "log_weights",
        value: subtract(logRatio, error),
        description: "log p(x|z) + log p(z) - log q(z|x) of each sample, in nats",
      },
    ],
    weights,
  };
}

/**
 * The evidence lower bound of images under a model whose code has a distribution, with one sample of each posterior: elbo =
 * -(reconstruction + divergence). Kingma and Welling, "Auto-encoding variational Bayes", 2014, equation 7.
 *
 * Inputs: `images`, or what the samples are, float32 `[batch, sampleSize]` in [0, 1] or in their own units, and random words. Outputs: `reconstruction`, -log p(x|z), and
 * `divergence`, KL(q(z|x) || p(z)), float32 `[batch]`, in nats.
 */
export function boundProgram(model: Model, weights: Weights, loss: LossWord): NoisyProgram {
  const distribution = distributionOf(model);
  const given = floatInput(model);
  const { parameters, noise, listed } = modelInputs([given], modelParameters(model), layersOf(model));
  const samples = standardise(model, parameters, given.value);
  const { codes, divergence } = distribution.draw(encoderOutput(model, parameters, samples), noise);
  const logits = decodeToLogits(model, parameters, codes);
  return {
    name: "bound",
    description: `The parts of the evidence lower bound of the ${model.name} autoencoder, one an image.`,
    ...listed(),
    outputs: [
      {
        name: "reconstruction",
        value: lossOf(loss, outputOf(model)).ofImages(logits, samples),
        description: "-log p(x|z) in nats, summed over pixels",
      },
      {
        name: "divergence",
        value: divergence,
        description: "KL(q(z|x) || p(z)) in nats, summed over the code",
      },
    ],
    weights,
  };
}
