import { forceOption, inputArguments, inputOptions, labelColumnOption } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass reconstruct`: images through the waist of the hourglass and back, as files. */
export const reconstructCommand: Command = {
  name: "reconstruct",
  group: "use",
  summary: "images to images: rebuilt, or freed of noise",
  description: "rebuild images with a finished run: a PNG file an image, reconstructions.npy and errors.csv",
  arguments: inputArguments,
  options: [
    ...inputOptions,
    { flags: "--out <DIR>", help: "folder of the results", required: true },
    {
      flags: "--labels <FILE>",
      help: "CSV file of the classes of the images (file,label or index,label), for a conditional autoencoder",
    },
    labelColumnOption,
    {
      flags: "--as-class <NAME>",
      help: "conditional autoencoder: rebuild every image as one of this class, in its own style",
    },
    { flags: "--sheet", help: "also write sheet.png: originals above their reconstructions" },
    forceOption,
  ],
  load: async () => (await import("../runs/reconstruct-images.ts")).reconstructImages,
};
