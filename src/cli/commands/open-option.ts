import type { CommandOption } from "./command.ts";

/** Whether a command opens the page that it wrote. */
export interface OpenOptions {
  readonly open?: boolean;
}

export const openOption: CommandOption = {
  flags: "--open",
  help: "open the page in the browser when it is written",
};
