import { tableArguments, tableOptions } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass encode`: the codes of images as a file of numbers. */
export const encodeCommand: Command = {
  name: "encode",
  group: "use",
  summary: "images to codes, with a finished run",
  description:
    "encode images with a finished run and write their codes, with file, index, split and label of each, where these are known",
  arguments: tableArguments,
  options: [...tableOptions, { flags: "--out <FILE>", help: "where to write the codes", required: true }],
  complete: async (parser) => {
    const { addTableHelp } = await import("../options/table-help.ts");
    await addTableHelp(parser, "the values of its code: z0, z1, ...");
  },
  load: async () => (await import("../runs/encode-images.ts")).encodeImages,
};
