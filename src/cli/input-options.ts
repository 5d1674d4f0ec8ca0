import type { Command } from "commander";

/** Adds the argument and the options that say which images a command works on. */
export function addInputOptions(command: Command): Command {
  return command
    .argument("<RUN>", "folder of the run")
    .argument(
      "<IMAGES>",
      "a data set by its name (hourglass data list), or a path: of whatever hourglass train takes as --dataset, or of one " +
        "file of a folder that it takes",
    )
    .option("--part <NAME>", "which part to take of images that have two: train or test (default: test)")
    .option("--resize", "scale images of another size to that of the model, by area averaging")
    .option(
      "--data-dir <DIR>",
      "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
    );
}
