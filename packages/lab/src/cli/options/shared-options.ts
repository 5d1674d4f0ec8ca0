import type { CommandOption, Subcommand } from "../commands/command.ts";
import { memoryOption } from "./memory-option.ts";

// Options that several commands have.

export const configOption: CommandOption = {
  flags: "--config <FILE>",
  help: "YAML or JSON file of settings by name; options override it",
};

export const dataDirOption: CommandOption = {
  flags: "--data-dir <DIR>",
  help: "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
};

export const forceOption: CommandOption = {
  flags: "--force",
  help: "write into a folder that has files, and replace those of the same names",
};

export const jsonOption: CommandOption = { flags: "--json", help: "print JSON" };

/** A person says yes beforehand. */
export const yesOption: CommandOption = { flags: "--yes", help: "do not ask" };

/** Whether a command opens the page that it wrote. */
export interface OpenOptions {
  readonly open?: boolean;
}

export const openOption: CommandOption = {
  flags: "--open",
  help: "open the page in the browser when it is written",
};

export const webAssemblyOption: CommandOption = {
  flags: "--web-assembly",
  help: "the old word for --device wasm",
};

/** Where the data of a finished run are, and how much memory may be taken. */
export const storedRunOptions: readonly CommandOption[] = [
  memoryOption,
  {
    flags: "--dataset <NAME|PATH>",
    help: "where the data of the run are now, if they were moved: their content must be the same",
  },
  {
    flags: "--labels <FILE>",
    help: "CSV file of the classes of the data (file,label or index,label): where that of the run is now, or one for a run that was trained without labels",
  },
  {
    flags: "--columns <FILE>",
    help: "YAML or JSON file of the columns of a table: where that of the run is now, if it was moved",
  },
  dataDirOption,
];

/** Which images a command works on. */
export const inputArguments: NonNullable<Subcommand["arguments"]> = [
  ["<RUN>", "folder of the run"],
  [
    "<IMAGES>",
    "a data set by its name (hourglass data list), or a path: of whatever hourglass train takes as --dataset, or of one " +
      "file of a folder that it takes",
  ],
];

/** Which images a command works on whose results are tables. */
export const tableArguments: NonNullable<Subcommand["arguments"]> = [
  ["<RUN>", "folder of the run"],
  [
    "[IMAGES...]",
    "data sets by their names, or paths of images, as hourglass reconstruct takes them; without any, the data that the run was trained on",
  ],
];

/** A table may have the class of each row. */
export const labelColumnOption: CommandOption = {
  flags: "--label-column <NAME>",
  help: "column of a table that names the class of each row",
};

/** Options of such commands; a table's format follows from the name of its file. */
export const tableOptions: readonly CommandOption[] = [
  {
    flags: "--part <NAME>",
    help: "which part to take: of the run's own data train, validation or test (default: all three), of images that have two train or test (default: test)",
  },
  { flags: "--resize", help: "scale images of another size to that of the model, by area averaging" },
  {
    flags: "--labels <FILE>",
    help: "CSV file of the classes of the images, with the header file,label or index,label",
  },
  labelColumnOption,
  {
    flags: "--dataset <NAME|PATH>",
    help: "where the run's own data are now, if they were moved: their content must be the same",
  },
  dataDirOption,
];

export const inputOptions: readonly CommandOption[] = [
  {
    flags: "--part <NAME>",
    help: "which part to take of images that have two: train or test (default: test)",
  },
  { flags: "--resize", help: "scale images of another size to that of the model, by area averaging" },
  dataDirOption,
];
