import { inputArguments, inputOptions } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass encode`: the codes of images as a file of numbers. */
export const encodeCommand: Command = {
  name: "encode",
  group: "use",
  summary: "images to codes, with a finished run",
  description: "encode images with a finished run and write their codes",
  arguments: inputArguments,
  options: [
    ...inputOptions,
    {
      flags: "--out <FILE>",
      help: "where to write the codes: .npy (float32, [N, latent size]), .csv or .json",
      required: true,
    },
  ],
  load: async () => (await import("../runs/encode-images.ts")).encodeImages,
};
