import type { CommandOption } from "./command.ts";
import { dataDirOption } from "./data-dir-option.ts";
import { memoryOption } from "./memory-option.ts";

/** Where the data of a finished run are, and how much memory may be taken. */
export const storedRunOptions: readonly CommandOption[] = [
  memoryOption,
  {
    flags: "--dataset <NAME|PATH>",
    help: "where the data of the run are now, if they were moved: their content must be the same",
  },
  dataDirOption,
];
