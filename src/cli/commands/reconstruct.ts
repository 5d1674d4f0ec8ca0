import type { ReconstructOptions } from "../reconstruct-images.ts";
import type { Command } from "./command.ts";
import { inputArguments, inputOptions } from "./input-options.ts";

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
    { flags: "--sheet", help: "also write sheet.png: originals above their reconstructions" },
    {
      flags: "--force",
      help: "write into a folder that has files, and replace those of the same names",
    },
  ],
  run: async (path: string, images: string, options: ReconstructOptions) => {
    const { reconstructImages } = await import("../reconstruct-images.ts");
    await reconstructImages(path, images, options);
  },
};
