import { Command } from "commander";
import { addFiguresOption, type FiguresOptions } from "./figures-option.ts";
import { addMemoryOption, type MemoryOptions } from "./memory-option.ts";
import { addOpenOption, type OpenOptions } from "./open-option.ts";

/** Options of `hourglass anomaly`: its own, and words for settings. */
export interface AnomalyOptions
  extends MemoryOptions,
    FiguresOptions,
    OpenOptions,
    Readonly<Record<string, unknown>> {
  readonly normal?: string;
  readonly against?: string;
  readonly seeds?: string;
  readonly out?: string;
  readonly config?: string;
  readonly resume?: boolean;
  readonly dataDir?: string;
  readonly webAssembly?: boolean;
  readonly json?: boolean;
}

/** `hourglass anomaly`: how well autoencoders that know normal images alone tell others. */
export function anomalyCommand(): Command {
  return addOpenOption(addFiguresOption(addMemoryOption(new Command("anomaly"))))
    .description(
      "train autoencoders on one class each, or on a whole data set, and measure how well they tell other images",
    )
    .option("--normal <CLASS,...>", "classes that are normal in turn, by number or name (default: all)")
    .option(
      "--against <NAME|PATH>",
      "the whole data set is normal, and the test images of this one are anomalies",
    )
    .option("--seeds <N,...>", "seeds, each of which trains everything anew (default: that of --seed)")
    .option("--out <DIR>", "folder of the results (default: a new one in runs/)")
    .option("--config <FILE>", "YAML or JSON file of settings by name; options override it")
    .option("--resume", "finish what is in --out; --normal and --seeds may add to it")
    .option(
      "--data-dir <DIR>",
      "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
    )
    .option("--web-assembly", "run as WebAssembly instead of the native library")
    .option("--json", "print the results, the content of anomaly.json, on stdout")
    .action(detect);
}

/** Adds the settings to the command, once it is the one that was asked for: `hourglass --help` need not load them. */
export async function completeAnomalyCommand(command: Command): Promise<void> {
  const { addSettingOptions } = await import("./settings-options.ts");
  const { optionName } = await import("../settings/settings-table.ts");
  const { anomalyRecipe } = await import("../anomaly/recipe.ts");
  const recipe = Object.entries(anomalyRecipe).map(
    ([name, value]) => `--${optionName(name as keyof typeof anomalyRecipe)} ${value}`,
  );
  addSettingOptions(command).addHelpText(
    "after",
    `\nWithout --model and --config, other defaults hold, chosen on the built-in digits:\n  ${recipe.join(" ")}\n`,
  );
}

async function detect(options: AnomalyOptions): Promise<void> {
  const { detectAnomalies } = await import("./detect-anomalies.ts");
  await detectAnomalies(options);
}
