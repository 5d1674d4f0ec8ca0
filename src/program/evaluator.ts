import { checkArgument } from "../arguments.ts";
import type { Program } from "../graph/onnx/serialise.ts";
import { add, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { log } from "../graph/operators/functions.ts";
import { clip } from "../graph/operators/selection.ts";
import { reduceSum } from "../graph/operators/shaping.ts";
import { input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { decodeToLogits, encode, type Model, requireModel } from "../model/model.ts";
import { outputOf } from "../model/outputs/outputs.ts";
import { type Corruption, corrupt, measuredCorruptionSchema } from "./corruptions/corruptions.ts";
import type { StoredError } from "./losses/loss-kind.ts";
import { lossOf } from "./losses/losses.ts";
import { givenNoise, type NoiseInput } from "./noise-inputs.ts";
import { parameterInputs } from "./parameters.ts";
import { scalePixels } from "./pixels.ts";

/** A program and the random words that it asks for. */
export interface NoisyProgram extends Program {
  readonly noise: readonly NoiseInput[];
}

/**
 * The evaluation program: `images` uint8 `[batch, imageSize]` and every parameter to `bce` (nats) and `mse`, float32
 * `[batch]`, means over the pixels of each image.
 * Where the output is not the sigmoid, `bce` is that of the reconstructions held to [1e-7, 1 - 1e-7], as Keras holds them.
 * @param corruption spoils what the encoder sees, its level being the input `level`; errors are against the clean image
 * @throws UsageError on what is no model, and what is no corruption
 */
export function evaluatorProgram(model: Model, corruption?: Corruption): NoisyProgram {
  requireModel(model, "evaluatorProgram");
  checkArgument(measuredCorruptionSchema.optional(), corruption, "evaluatorProgram", "corruption");
  const images = input("images", { dtype: "uint8", shape: ["batch", model.sampleSize] });
  const level = input("level", { dtype: "float32", shape: [] });
  const parameters = parameterInputs(model);
  const given = givenNoise();
  const pixels = scalePixels(images);
  const { sampleShape: imageShape } = model;
  const { noise } = given;
  const seen = corruption === undefined ? pixels : corrupt(pixels, corruption, { imageShape, noise }, level);
  const logits = decodeToLogits(model, parameters, encode(model, parameters, seen));
  const perPixel = 1 / model.sampleSize;
  return {
    name: "evaluator",
    description: `Errors of the ${model.name} autoencoder, one an image.`,
    inputs: [
      { value: images, description: "images, bytes 0 to 255, row-major" },
      ...(corruption === undefined
        ? []
        : [{ value: level, description: `how strong the ${corruption.kind} noise is` }]),
      ...[...parameters].map(([name, value]) => ({ value, description: name })),
      ...given.inputs(),
    ],
    outputs: [
      {
        name: "bce",
        value: multiply(errorOf(model, "bce", logits, pixels), perPixel),
        description: "binary cross-entropy in nats, mean over the pixels of the image",
      },
      {
        name: "mse",
        value: multiply(errorOf(model, "mse", logits, pixels), perPixel),
        description: "squared error, mean over the pixels of the image",
      },
    ],
    noise: given.requests(),
  };
}

/** What a reconstruction is held to where it is no probability by itself: Keras's epsilon. */
const smallestProbability = 1e-7;

/** An error summed over the pixels of each image. */
function errorOf(model: Model, name: StoredError, logits: Value, targets: Value): Value {
  const output = outputOf(model);
  const { kind, ofImages } = lossOf(name, output);
  if (kind.needsOutput === undefined || kind.needsOutput === output.name) return ofImages(logits, targets);
  const p = clip(output.apply(logits), smallestProbability, 1 - smallestProbability);
  const likelihoods = add(multiply(targets, log(p)), multiply(subtract(1, targets), log(subtract(1, p))));
  return multiply(reduceSum(likelihoods, [1]), -1);
}
