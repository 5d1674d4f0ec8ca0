import type { CommandOption } from "./command.ts";

export const dataDirOption: CommandOption = {
  flags: "--data-dir <DIR>",
  help: "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
};
