import { Command } from "commander";
import { version } from "../version.ts";
import { anomalyCommand, completeAnomalyCommand } from "./anomaly.ts";
import { checkCommand } from "./check.ts";
import { dataCommand } from "./data.ts";
import { demoCommand } from "./demo.ts";
import { encodeCommand } from "./encode.ts";
import { evaluateCommand } from "./evaluate.ts";
import { exportCommand } from "./export.ts";
import { reconstructCommand } from "./reconstruct.ts";
import { reportCommand } from "./report.ts";
import { studioCommand } from "./studio.ts";
import { studyCommand } from "./study.ts";
import { parserOutput } from "./terminal.ts";
import { completeTrainCommand, trainCommand } from "./train.ts";

/** The commands by what a person wants of them, each with what it is for in a line. */
const groups = (): Readonly<Record<string, readonly (readonly [command: Command, summary: string])[]>> => ({
  "To train:": [
    [demoCommand(), "five classic autoencoders in a minute, and a page to look at"],
    [trainCommand(), "one autoencoder, with a report of what it learnt"],
  ],
  "To look:": [
    [studioCommand(), "train and explore in the browser"],
    [reportCommand(), "write the report of a run anew, or put runs side by side"],
  ],
  "To measure:": [
    [evaluateCommand(), "what the code of a finished run is worth"],
    [studyCommand(), "a question, many trainings, an answer with its uncertainty"],
    [anomalyCommand(), "how well autoencoders tell images of another kind"],
  ],
  "To use:": [
    [encodeCommand(), "images to codes, with a finished run"],
    [reconstructCommand(), "images to images: rebuilt, or freed of noise"],
    [exportCommand(), "a run as ONNX and safetensors, for other programs"],
  ],
  "To keep:": [
    [dataCommand(), "list, download and check the data sets"],
    [checkCommand(), "is all of a run or a study whole, and of one another?"],
  ],
});

/** Does what the command line asks for. @throws whatever keeps it from that */
export async function runProgram(): Promise<void> {
  const program = new Command("hourglass")
    .description("Train autoencoders, measure them, and look at what they learnt.")
    .version(version())
    .option("--debug", "print the stack trace of an error")
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText(
      "after",
      "\nhourglass COMMAND --help tells all of a command. To begin with: hourglass demo\n",
    )
    .hook("preSubcommand", async (_program, command) => {
      if (command.name() === "train") await completeTrainCommand(command);
      if (command.name() === "anomaly") await completeAnomalyCommand(command);
    });
  for (const [title, commands] of Object.entries(groups())) {
    program.commandsGroup(title);
    for (const [command, summary] of commands) program.addCommand(command.summary(summary));
  }
  for (const command of [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)]) {
    command.exitOverride().configureOutput(parserOutput).showHelpAfterError(helpHint(command));
  }
  await program.parseAsync();
}

/** Where a person who mistyped finds what there is: `(hourglass train --help lists what it takes)`. */
function helpHint(command: Command): string {
  const names: string[] = [];
  for (let one: Command | null = command; one !== null; one = one.parent) names.unshift(one.name());
  return `(${names.join(" ")} --help lists ${command.commands.length > 0 ? "the commands and options" : "what it takes"})`;
}
