import type { Command } from "commander";

/** Whether a command opens the page that it wrote. */
export interface OpenOptions {
  readonly open?: boolean;
}

/** Adds the option that opens the page. */
export function addOpenOption(command: Command): Command {
  return command.option("--open", "open the page in the browser when it is written");
}
