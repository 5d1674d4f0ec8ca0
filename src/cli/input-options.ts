import type { Command } from "commander";

/** Adds the argument and the options that say which images a command works on. */
export function addInputOptions(command: Command): Command {
  return command
    .argument("<RUN>", "folder of the run")
    .argument(
      "<IMAGES>",
      "an .npy, .npz, IDX or PNG file, a folder of PNG files, or a data set by its name (hourglass data list)",
    )
    .option("--part <NAME>", "train or test part of a data set that is given by its name (default: test)")
    .option("--resize", "scale images of another size to that of the model, by area averaging")
    .option(
      "--data-dir <DIR>",
      "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
    );
}
