import { Command } from "commander";
import type { InputOptions } from "./input-images.ts";
import { addInputOptions } from "./input-options.ts";

export interface EncodeOptions extends InputOptions {
  readonly out: string;
}

/** `hourglass encode`: the codes of images as a file of numbers. */
export function encodeCommand(): Command {
  return addInputOptions(
    new Command("encode").description("encode images with a finished run and write their codes"),
  )
    .requiredOption(
      "--out <FILE>",
      "where to write the codes: .npy (float32, [N, latent size]), .csv or .json",
    )
    .action(encode);
}

async function encode(path: string, images: string, options: EncodeOptions): Promise<void> {
  const { encodeImages } = await import("./encode-images.ts");
  await encodeImages(path, images, options);
}
