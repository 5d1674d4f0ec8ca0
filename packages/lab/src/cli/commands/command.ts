import type { Command as Parser } from "commander";

/** An option of a command. */
export interface CommandOption {
  /** As the parser reads it: `--out <DIR>`. */
  readonly flags: string;
  readonly help: string;
  readonly required?: true;
  /**
   * What a command gets of the words; the words themselves unless given.
   * @param before what it got of them where the option stood earlier in the line
   * @throws UsageError on words that it does not take
   */
  readonly parse?: (words: string, before: unknown) => unknown;
}

/** A command inside another: `list` of `hourglass data list`. */
export interface Subcommand {
  readonly name: string;
  /** What it does, at the head of its own help. */
  readonly description: string;
  readonly arguments?: readonly (readonly [form: string, help?: string])[];
  /** In the order of its help. */
  readonly options?: readonly CommandOption[];
  readonly subcommands?: readonly Subcommand[];
  /** Adds the options that take long to load, once it is the command that was asked for. */
  readonly complete?: (parser: Parser) => Promise<void>;
  /**
   * The function that does it, which gets the arguments in their order and the options by name. It is imported here, so that
   * `hourglass --help` need not load it.
   */
  readonly load?: () => Promise<(...given: never[]) => Promise<void>>;
}

/** A command: a file in this folder, and a row of the table in commands.ts. */
export interface Command extends Subcommand {
  readonly group: CommandGroup;
  /** What it is for, in a line of `hourglass --help`. */
  readonly summary: string;
}

/** What people want of commands, in the order of `hourglass --help`. */
export const commandGroups = {
  train: "To train:",
  look: "To look:",
  measure: "To measure:",
  use: "To use:",
  keep: "To keep:",
} as const;

export type CommandGroup = keyof typeof commandGroups;
