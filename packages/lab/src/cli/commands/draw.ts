import { memoryOption } from "../options/memory-option.ts";
import { dataDirOption } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass draw`: new images, decoded from codes that are drawn. */
export const drawCommand: Command = {
  name: "draw",
  group: "use",
  summary: "new images, from codes that are drawn",
  description:
    "draw new images with a finished run: codes from the standard normal prior, where its codes have one, or else from a Gaussian mixture that is fitted to those of its training images, decoded",
  arguments: [["<RUN>", "folder of the run"]],
  options: [
    {
      flags: "--out <FILE>",
      help: "where to draw them: .png, side by side, or .npy, float32 [N, height, width, channels]",
      required: true,
    },
    { flags: "--count <N>", help: "how many (default: 64)" },
    { flags: "--class <NAME>", help: "conditional autoencoder: of this class (default: each in turn)" },
    { flags: "--seed <N>", help: "other images for another seed (default: 0)" },
    {
      flags: "--dataset <NAME|PATH>",
      help: "where the run's own data are now, if they were moved: their content must be the same",
    },
    dataDirOption,
    memoryOption,
  ],
  load: async () => (await import("../runs/draw-samples.ts")).drawSamples,
};
