import { Argument, Option, Command as Parser } from "commander";
import { version } from "../version.ts";
import { type Command, type CommandGroup, commandGroups, type Subcommand } from "./commands/command.ts";
import { commands } from "./commands/commands.ts";
import { parserOutput } from "./terminal/terminal.ts";

/** Does what the command line asks for. @throws whatever keeps it from that */
export async function runProgram(): Promise<void> {
  await programOf(commands).parseAsync();
}

/** What reads the words of the whole command line. */
export function programOf(all: readonly Command[]): Parser {
  const program = speaking(new Parser("hourglass"), "hourglass", all)
    .description("Train autoencoders, measure them, and look at what they learnt.")
    .version(version())
    .option("--debug", "print the stack trace of an error")
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText(
      "after",
      "\nhourglass COMMAND --help tells all of a command. To begin with: hourglass demo\n",
    );
  for (const group of Object.keys(commandGroups) as CommandGroup[]) {
    program.commandsGroup(commandGroups[group]);
    for (const command of all.filter((one) => one.group === group)) {
      program.addCommand(parserOf(command, "hourglass").summary(command.summary));
    }
  }
  return program;
}

/** What reads the words of a command. @param before those that lead to it: `hourglass data` */
export function parserOf(command: Subcommand, before: string): Parser {
  const { name, description, options = [], subcommands = [], load } = command;
  const words = `${before} ${name}`;
  const parser = speaking(new Parser(name), words, subcommands).description(description);
  for (const [form, help] of command.arguments ?? []) parser.addArgument(new Argument(form, help));
  for (const { flags, help, required = false, parse } of options) {
    const option = new Option(flags, help).makeOptionMandatory(required);
    parser.addOption(parse === undefined ? option : option.argParser(parse));
  }
  for (const one of subcommands) parser.addCommand(parserOf(one, words));
  return load === undefined
    ? parser
    : parser.action(async (...given) => {
        const words = given.slice(0, -2);
        await (await load())(...([...words, allOptions(parser)] as never[]));
      });
}

/** The options of a command. Of a name that the command around it has, too, the parser gave them to that one. */
function allOptions(parser: Parser): object {
  const names = new Set(parser.options.map((option) => option.attributeName()));
  const outer = Object.entries(parser.parent?.opts() ?? {}).filter(([name]) => names.has(name));
  return { ...Object.fromEntries(outer), ...parser.opts() };
}

/** Prints where we print, ends nothing by itself, tells a person who mistyped where to find what there is, and completes what is asked for. */
function speaking(parser: Parser, words: string, inside: readonly Subcommand[]): Parser {
  const lists = inside.length > 0 ? "the commands and options" : "what it takes";
  return parser
    .exitOverride()
    .configureOutput(parserOutput)
    .showHelpAfterError(`(${words} --help lists ${lists})`)
    .hook("preSubcommand", async (_outer, chosen) => {
      await inside.find(({ name }) => name === chosen.name())?.complete?.(chosen);
    });
}
