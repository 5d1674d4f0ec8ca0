import type { Program } from "../graph/onnx/serialise.ts";
import { multiply } from "../graph/operators/arithmetic.ts";
import { sigmoid } from "../graph/operators/functions.ts";
import { input } from "../graph/operators/source.ts";
import { decodeToLogits, encode, type Model } from "../model/model.ts";
import { binaryCrossEntropy, squaredError } from "./losses.ts";
import { parameterInputs } from "./parameters.ts";
import { scalePixels } from "./pixels.ts";

/**
 * The evaluation program: `images` uint8 `[batch, imageSize]` and every parameter to `bce` (nats) and `mse`, float32
 * `[batch]`, means over the pixels of each image.
 */
export function evaluatorProgram(model: Model): Program {
  const images = input("images", { dtype: "uint8", shape: ["batch", model.imageSize] });
  const parameters = parameterInputs(model);
  const pixels = scalePixels(images);
  const logits = decodeToLogits(model, parameters, encode(model, parameters, pixels));
  const perPixel = 1 / model.imageSize;
  return {
    name: "evaluator",
    description: `Errors of the ${model.name} autoencoder, one an image.`,
    inputs: [
      { value: images, description: "images, bytes 0 to 255, row-major" },
      ...[...parameters].map(([name, value]) => ({ value, description: name })),
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
  };
}
