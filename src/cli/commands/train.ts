import type { TrainCommandOptions } from "../run-workspace.ts";
import type { Command } from "./command.ts";
import { dataDirOption } from "./data-dir-option.ts";
import { figuresOption } from "./figures-option.ts";
import { memoryOption } from "./memory-option.ts";
import { openOption } from "./open-option.ts";

/** `hourglass train`: trains an autoencoder into a run's folder. */
export const trainCommand: Command = {
  name: "train",
  group: "train",
  summary: "one autoencoder, with a report of what it learnt",
  description: "train an autoencoder and write its run: weights, ONNX programs, figures and a report",
  options: [
    memoryOption,
    figuresOption,
    openOption,
    { flags: "--out <DIR>", help: "folder of the run (default: a new one in runs/)" },
    {
      flags: "--config <FILE>",
      help: "YAML or JSON file of settings by name; options override it",
    },
    {
      flags: "--resume",
      help: "continue the run in --out with its own settings; --epochs may be raised",
    },
    dataDirOption,
    { flags: "--web-assembly", help: "run as WebAssembly instead of the native library" },
    {
      flags: "--json",
      help: "print the run's summary (run.json) and what is wrong with the model (warnings) as JSON on stdout",
    },
  ],
  complete: async (parser) => {
    const { addSettingOptions } = await import("../settings-options.ts");
    addSettingOptions(parser);
  },
  run: async (options: TrainCommandOptions) => {
    if (options.resume) {
      const { resumeTraining } = await import("../resume-training.ts");
      return resumeTraining(options);
    }
    const { settingsFrom } = await import("../settings-options.ts");
    const { runTraining } = await import("../run-training.ts");
    await runTraining(await settingsFrom(options, options.config), options);
  },
};
