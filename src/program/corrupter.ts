import { input } from "../graph/operators/source.ts";
import type { Model } from "../model/model.ts";
import { type Corruption, corrupt } from "./corruptions/corruptions.ts";
import type { NoisyProgram } from "./evaluator.ts";
import { givenNoise } from "./noise-inputs.ts";
import { scalePixels } from "./pixels.ts";

/**
 * `images` uint8 `[batch, imageSize]` and `level` to what a denoising encoder sees: float32 `[batch, imageSize]`.
 * @param corruption its level is the input
 */
export function corrupterProgram(
  { sampleSize: imageSize, sampleShape: imageShape }: Model,
  corruption: Corruption,
): NoisyProgram {
  const images = input("images", { dtype: "uint8", shape: ["batch", imageSize] });
  const level = input("level", { dtype: "float32", shape: [] });
  const given = givenNoise();
  const { noise } = given;
  const { kind } = corruption;
  const corrupted = corrupt(scalePixels(images), corruption, { imageShape, noise }, level);
  return {
    name: "corrupter",
    description: `Images with ${kind} noise.`,
    inputs: [
      { value: images, description: "images, bytes 0 to 255, row-major" },
      { value: level, description: `how strong the ${kind} noise is` },
      ...given.inputs(),
    ],
    outputs: [{ name: "corrupted", value: corrupted, description: "pixels in [0, 1], row-major" }],
    noise: given.requests(),
  };
}
