import { figuresOption } from "../options/figures-option.ts";
import { memoryOption } from "../options/memory-option.ts";
import { configOption, dataDirOption, openOption, webAssemblyOption } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

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
    configOption,
    { flags: "--resume", help: "continue the run in --out with its own settings; --epochs may be raised" },
    {
      flags: "--initial-weights <RUN|FILE|pca>",
      help: "begin with the weights of a run or a safetensors file instead of seeded ones, be it with other data; of a run the layers are taken, too, of a file they must be named as they were; pca: a linear model begins with principal components",
    },
    dataDirOption,
    webAssemblyOption,
    {
      flags: "--json",
      help: "print the run's summary (run.json) and what is wrong with the model (warnings) as JSON on stdout",
    },
  ],
  complete: async (parser) => {
    const { addSettingOptions } = await import("../options/settings-options.ts");
    addSettingOptions(parser);
  },
  load: async () => (await import("../runs/run-training.ts")).train,
};
