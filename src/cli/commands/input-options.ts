import type { Subcommand } from "./command.ts";
import { dataDirOption } from "./data-dir-option.ts";

/** Which images a command works on. */
export const inputArguments: NonNullable<Subcommand["arguments"]> = [
  ["<RUN>", "folder of the run"],
  [
    "<IMAGES>",
    "whatever a model can be trained on (a folder of PNG or IDX files, an .npy or .npz file, a data set by its name: " +
      "hourglass data list), or a PNG or IDX file",
  ],
];

export const inputOptions: NonNullable<Subcommand["options"]> = [
  {
    flags: "--part <NAME>",
    help: "which part to take of images that have two: train or test (default: test)",
  },
  { flags: "--resize", help: "scale images of another size to that of the model, by area averaging" },
  dataDirOption,
];
