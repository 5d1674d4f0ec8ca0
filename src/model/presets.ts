import { lookUp } from "../errors.ts";
import { dense } from "./dense.ts";
import { createModel, type ImageShape, type Model } from "./model.ts";

/** What a preset leaves open. */
export interface ModelOptions {
  readonly imageShape: ImageShape;
  readonly latentSize: number;
}

interface Preset {
  readonly help: string;
  readonly build: (options: ModelOptions) => Model;
}

/** The named architectures. */
export const presets: Readonly<Record<string, Preset>> = {
  vanilla: {
    help: "one hidden layer, the code: dense with ReLU, then dense with sigmoid",
    build: ({ imageShape, latentSize }) => {
      const imageSize = imageShape.height * imageShape.width * imageShape.channels;
      return createModel(
        "vanilla",
        imageShape,
        [dense("encoder.code", imageSize, latentSize, "relu")],
        [dense("decoder.output", latentSize, imageSize, "linear")],
      );
    },
  },
};

/** The model of a preset. @throws UsageError listing the presets when there is none of that name */
export function buildModel(name: string, options: ModelOptions): Model {
  return lookUp(presets, name, "model").build(options);
}
