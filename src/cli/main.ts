import { Command, CommanderError } from "commander";
import { HourglassError, UsageError } from "../errors.ts";
import { version } from "../version.ts";
import { anomalyCommand, completeAnomalyCommand } from "./anomaly.ts";
import { checkCommand } from "./check.ts";
import { dataCommand } from "./data.ts";
import { demoCommand } from "./demo.ts";
import { encodeCommand } from "./encode.ts";
import { evaluateCommand } from "./evaluate.ts";
import { exitCodes } from "./exit-codes.ts";
import { exportCommand } from "./export.ts";
import { reconstructCommand } from "./reconstruct.ts";
import { reportCommand } from "./report.ts";
import { studioCommand } from "./studio.ts";
import { studyCommand } from "./study.ts";
import { completeTrainCommand, trainCommand } from "./train.ts";

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
  command.exitOverride();
}

// A reader that has gone (`hourglass ... | head`) is no reason to stop training.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** Says on stderr what went wrong, and returns the exit code for it. */
function explain(error: unknown): number {
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof Error && error.name === "AbortError") {
    process.stderr.write("interrupted\n");
    return exitCodes.interrupted;
  }
  const debug = program.opts<{ debug?: boolean }>().debug === true;
  if (error instanceof HourglassError) {
    process.stderr.write(`error: ${error.message}\n`);
  } else {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `error: ${message}\nThis is a defect of hourglass; --debug shows where it happened.\n`,
    );
  }
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
}
