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

/** Does what the command line asks for. @throws whatever keeps it from that */
export async function runProgram(): Promise<void> {
  const program = new Command("hourglass")
    .description("Train autoencoders, measure them, and look at what they learnt.")
    .version(version())
    .option("--debug", "print the stack trace of an error")
    .showHelpAfterError("(hourglass --help lists the commands and options)")
    .helpCommand(false)
    .hook("preSubcommand", async (_program, command) => {
      if (command.name() === "train") await completeTrainCommand(command);
      if (command.name() === "anomaly") await completeAnomalyCommand(command);
    })
    .addCommand(trainCommand())
    .addCommand(evaluateCommand())
    .addCommand(reportCommand())
    .addCommand(checkCommand())
    .addCommand(studyCommand())
    .addCommand(anomalyCommand())
    .addCommand(encodeCommand())
    .addCommand(reconstructCommand())
    .addCommand(exportCommand())
    .addCommand(studioCommand())
    .addCommand(dataCommand())
    .addCommand(demoCommand());
  for (const command of [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)]) {
    command.exitOverride().configureOutput(parserOutput);
  }
  await program.parseAsync();
}
