import type { Program } from "../../src/graph/onnx/serialise.ts";
import { initialWeights, type Model } from "../../src/model/model.ts";
import type { AdamOptions } from "../../src/program/adam.ts";
import { autoencoderProgram, decoderProgram, encoderProgram } from "../../src/program/coder.ts";
import { evaluatorProgram } from "../../src/program/evaluator.ts";
import { trainerProgram } from "../../src/program/trainer.ts";
import { buildModel } from "../../src/settings/build-model.ts";

/** Adam as Keras has it by default. */
export const kerasAdam: AdamOptions = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  epsilonTo: "uncorrected",
};

/** The shallow autoencoder at a size that trains in milliseconds: 5 x 5 pixels, 4 latent values. */
export function tinyModel(): Model {
  return buildModel("vanilla", { imageShape: { height: 5, width: 5, channels: 1 }, latentSize: 4 });
}

/** Builds every program of a model, with weights of seed 1; each call makes new graphs. */
export function allPrograms(model: Model): Readonly<Record<string, Program>> {
  const weights = initialWeights(model, 1);
  return {
    "trainer with bce": trainerProgram(model, { loss: "bce" }, kerasAdam),
    "trainer with mse": trainerProgram(model, { loss: "mse" }, { ...kerasAdam, epsilonTo: "corrected" }),
    evaluator: evaluatorProgram(model),
    encoder: encoderProgram(model, weights),
    decoder: decoderProgram(model, weights),
    autoencoder: autoencoderProgram(model, weights),
  };
}
