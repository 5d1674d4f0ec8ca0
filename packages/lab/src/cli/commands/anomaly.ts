import { figuresOption } from "../options/figures-option.ts";
import { memoryOption } from "../options/memory-option.ts";
import { configOption, dataDirOption, openOption, webAssemblyOption } from "../options/shared-options.ts";
import type { Command } from "./command.ts";

/** `hourglass anomaly`: how well autoencoders that know normal images alone tell others. */
export const anomalyCommand: Command = {
  name: "anomaly",
  group: "measure",
  summary: "how well autoencoders tell images of another kind",
  description:
    "train autoencoders on one class each, or on a whole data set, and measure how well they tell other images",
  options: [
    memoryOption,
    figuresOption,
    openOption,
    {
      flags: "--normal <CLASS,...>",
      help: "classes that are normal in turn, by number or name (default: all)",
    },
    {
      flags: "--against <NAME|PATH>",
      help: "the whole data set is normal, and the test images of this one are anomalies",
    },
    {
      flags: "--seeds <N,...>",
      help: "seeds, each of which trains everything anew (default: that of --seed)",
    },
    { flags: "--out <DIR>", help: "folder of the results (default: a new one in runs/)" },
    configOption,
    { flags: "--resume", help: "finish what is in --out; --normal and --seeds may add to it" },
    dataDirOption,
    webAssemblyOption,
    { flags: "--json", help: "print the results, the content of anomaly.json, on stdout" },
  ],
  complete: async (parser) => {
    const { addSettingOptions } = await import("../options/settings-options.ts");
    const { recipeWords } = await import("../anomalies/anomaly-plan.ts");
    addSettingOptions(parser).addHelpText(
      "after",
      `\nWithout --model and --config, other defaults hold, chosen on the built-in digits:\n  ${recipeWords()}\n`,
    );
  },
  load: async () => (await import("../anomalies/detect-anomalies.ts")).detectAnomalies,
};
