import type { Command } from "commander";
import { addMemoryOption } from "./memory-option.ts";

/** Adds the options that say where the data of a finished run are. */
export function addDataOptions(command: Command): Command {
  return addMemoryOption(command)
    .option(
      "--dataset <NAME|PATH>",
      "where the data of the run are now, if they were moved: their content must be the same",
    )
    .option(
      "--data-dir <DIR>",
      "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
    );
}
