import { z } from "zod";
import { checkArgument } from "../arguments.ts";
import type { Program } from "../graph/onnx/serialise.ts";
import { multiply } from "../graph/operators/arithmetic.ts";
import { sigmoid } from "../graph/operators/functions.ts";
import { input } from "../graph/operators/source.ts";
import { decodeToLogits, encode, type Model, requireModel } from "../model/model.ts";
import { type CorruptionKind, corrupt, corruptionKinds } from "./corruption.ts";
import { binaryCrossEntropy, squaredError } from "./losses.ts";
import { givenNoise, type NoiseInput } from "./noise-inputs.ts";
import { parameterInputs } from "./parameters.ts";
import { scalePixels } from "./pixels.ts";

/** A program and the random words that it wants. */
export interface NoisyProgram extends Program {
  readonly noise: readonly NoiseInput[];
}

/**
 * The evaluation program: `images` uint8 `[batch, imageSize]` and every parameter to `bce` (nats) and `mse`, float32
 * `[batch]`, means over the pixels of each image.
 * @param corruption spoils what the encoder sees, by the input `level`; errors are against the clean image
 * @throws UsageError on what is no model, and another kind of noise
 */
export function evaluatorProgram(model: Model, corruption?: CorruptionKind): NoisyProgram {
  requireModel(model, "evaluatorProgram");
  checkArgument(z.enum(corruptionKinds).optional(), corruption, "evaluatorProgram", "corruption");
  const images = input("images", { dtype: "uint8", shape: ["batch", model.imageSize] });
  const level = input("level", { dtype: "float32", shape: [] });
  const parameters = parameterInputs(model);
  const given = givenNoise();
  const pixels = scalePixels(images);
  const seen = corruption === undefined ? pixels : corrupt(pixels, corruption, level, given.noise);
  const logits = decodeToLogits(model, parameters, encode(model, parameters, seen));
  const perPixel = 1 / model.imageSize;
  return {
    name: "evaluator",
    description: `Errors of the ${model.name} autoencoder, one an image.`,
    inputs: [
      { value: images, description: "images, bytes 0 to 255, row-major" },
      ...(corruption === undefined
        ? []
        : [{ value: level, description: `how strong the ${corruption} noise is` }]),
      ...[...parameters].map(([name, value]) => ({ value, description: name })),
      ...given.inputs(),
    ],
    outputs: [
      {
        name: "bce",
        value: multiply(binaryCrossEntropy(logits, pixels), perPixel),
        description: "binary cross-entropy in nats, mean over the pixels of the image",
      },
      {
        name: "mse",
        value: multiply(squaredError(sigmoid(logits), pixels), perPixel),
        description: "squared error, mean over the pixels of the image",
      },
    ],
    noise: given.wanted(),
  };
}
