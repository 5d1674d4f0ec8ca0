import type { Program } from "hourglass-core/internal/graph/onnx/serialise.ts";
import type { ActivationName } from "hourglass-core/internal/model/activation.ts";
import { initialWeights, type Model } from "hourglass-core/internal/model/model.ts";
import { codeFitterProgram } from "hourglass-core/internal/program/code-fitter.ts";
import { autoencoderProgram, decoderProgram, encoderProgram } from "hourglass-core/internal/program/coder.ts";
import { corrupterProgram } from "hourglass-core/internal/program/corrupter.ts";
import { evaluatorProgram } from "hourglass-core/internal/program/evaluator.ts";
import { boundProgram, likelihoodProgram } from "hourglass-core/internal/program/likelihood.ts";
import type { Objective } from "hourglass-core/internal/program/objective.ts";
import type { AdamOptions } from "hourglass-core/internal/program/optimizers/adam.ts";
import { trainerProgram } from "hourglass-core/internal/program/trainer.ts";
import { validatorProgram } from "hourglass-core/internal/program/validator.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";

/** Adam as Keras has it by default. */
export const kerasAdam: AdamOptions = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  epsilonTo: "uncorrected",
};

/** The shallow autoencoder at a size that trains in milliseconds: 5 x 5 pixels, 4 latent values. */
export function tinyModel(codeActivation: ActivationName = "relu"): Model {
  return buildModel("vanilla", {
    sampleShape: { height: 5, width: 5, channels: 1 },
    latentSize: 4,
    codeActivation,
  });
}

/** A convolutional model with a Gaussian code, statistics and dropout, for colour images of 4 x 4 pixels. */
export function tinyVariationalModel(): Model {
  return buildModel("convolutional", {
    sampleShape: { height: 4, width: 4, channels: 3 },
    filters: [2],
    latentSize: 3,
    code: "gaussian",
    batchNormalization: true,
    dropout: 0.5,
  });
}

/** Its objective, with all the noise that there is. */
export const noisyObjective: Objective = {
  loss: "bce",
  binarize: true,
  corruption: { kind: "gaussian", level: 0.1 },
};

/**
 * Builds every program of a model, with weights of seed 1, and those that only {@link tinyVariationalModel} has; each
 * call makes new graphs.
 */
export function allPrograms(model: Model): Readonly<Record<string, Program>> {
  const weights = initialWeights(model, 1);
  const variational = tinyVariationalModel();
  const variationalWeights = initialWeights(variational, 1);
  return {
    "trainer with bce": trainerProgram(model, { loss: "bce" }, kerasAdam),
    "trainer with mse": trainerProgram(model, { loss: "mse" }, { ...kerasAdam, epsilonTo: "corrected" }),
    evaluator: evaluatorProgram(model),
    encoder: encoderProgram(model, weights),
    decoder: decoderProgram(model, weights),
    autoencoder: autoencoderProgram(model, weights),
    "code fitter": codeFitterProgram(model, weights),
    "trainer with weight decay, clipping and a sparse code": trainerProgram(
      tinyModel("sigmoid"),
      { loss: "bce", penalties: [{ kind: "kl", target: 0.1, weight: 1 }] },
      { ...kerasAdam, weightDecay: 0.1, clipNorm: 1 },
    ),
    "trainer of a variational model": trainerProgram(variational, noisyObjective, kerasAdam),
    "validator of a variational model": validatorProgram(variational, noisyObjective),
    "encoder of a variational model": encoderProgram(variational, variationalWeights),
    "decoder of a variational model": decoderProgram(variational, variationalWeights),
    corrupter: corrupterProgram(model, { kind: "salt-pepper", level: 0.3 }),
    "evaluator of noisy images": evaluatorProgram(model, { kind: "masking", level: 0.3 }),
    likelihood: likelihoodProgram(variational, variationalWeights, "bce"),
    bound: boundProgram(variational, variationalWeights, "mse"),
  };
}
