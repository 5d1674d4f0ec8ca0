import { Command } from "commander";
import { addFiguresOption } from "./figures-option.ts";
import { addMemoryOption } from "./memory-option.ts";
import { addOpenOption } from "./open-option.ts";
import type { TrainCommandOptions } from "./run-workspace.ts";

/** `hourglass train`: trains an autoencoder into a run's folder. */
export function trainCommand(): Command {
  return addOpenOption(addFiguresOption(addMemoryOption(new Command("train"))))
    .description("train an autoencoder and write its run: weights, ONNX programs, figures and a report")
    .option("--out <DIR>", "folder of the run (default: a new one in runs/)")
    .option("--config <FILE>", "YAML or JSON file of settings by name; options override it")
    .option("--resume", "continue the run in --out with its own settings; --epochs may be raised")
    .option(
      "--data-dir <DIR>",
      "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
    )
    .option("--web-assembly", "run as WebAssembly instead of the native library")
    .option(
      "--json",
      "print the run's summary (run.json) and what is wrong with the model (warnings) as JSON on stdout",
    )
    .action(train);
}

/** Adds the settings to the command, once it is the one that was asked for: `hourglass --help` need not load them. */
export async function completeTrainCommand(command: Command): Promise<void> {
  const { addSettingOptions } = await import("./settings-options.ts");
  addSettingOptions(command);
}

async function train(options: TrainCommandOptions): Promise<void> {
  if (options.resume) {
    const { resumeTraining } = await import("./resume-training.ts");
    return resumeTraining(options);
  }
  const { settingsFrom } = await import("./settings-options.ts");
  const { runTraining } = await import("./run-training.ts");
  await runTraining(await settingsFrom(options, options.config), options);
}
