import { Command } from "commander";
import type { InputOptions } from "./input-images.ts";
import { addInputOptions } from "./input-options.ts";

export interface ReconstructOptions extends InputOptions {
  readonly out: string;
  readonly sheet?: boolean;
  readonly force?: boolean;
}

/** `hourglass reconstruct`: images through the waist of the hourglass and back, as files. */
export function reconstructCommand(): Command {
  return addInputOptions(
    new Command("reconstruct").description(
      "rebuild images with a finished run: a PNG file an image, reconstructions.npy and errors.csv",
    ),
  )
    .requiredOption("--out <DIR>", "folder of the results")
    .option("--sheet", "also write sheet.png: originals above their reconstructions")
    .option("--force", "write into a folder that has files, and replace those of the same names")
    .action(reconstruct);
}

async function reconstruct(path: string, images: string, options: ReconstructOptions): Promise<void> {
  const { reconstructImages } = await import("./reconstruct-images.ts");
  await reconstructImages(path, images, options);
}
