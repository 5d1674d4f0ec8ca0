import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { isArchitectureFile } from "hourglass-core/internal/settings/choices.ts";
import { checkSetting } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { optionName } from "hourglass-core/internal/settings/settings-table.ts";
import type { AnomalyPlan } from "../../anomaly/results.ts";
import { classesOf, classNamed } from "../../anomaly/task.ts";
import { locatedData, locatedFile } from "../../data/own/load-own.ts";
import { anomalyRecipe, recipeFor } from "../../detector/recipe.ts";
import { readArchitecture } from "../../run/read-architecture.ts";
import { givenSettings, settingsFrom } from "../options/settings-options.ts";
import type { TrainCommandOptions } from "../runs/run-workspace.ts";

/** Options of `hourglass anomaly`: its own, and those of any training. */
export interface AnomalyOptions extends TrainCommandOptions {
  readonly normal?: string;
  readonly against?: string;
  readonly seeds?: string;
}

/** A plan whose classes are still words, as the data set that has them is not loaded yet. */
export type OpenPlan = Omit<AnomalyPlan, "classes">;

/** What options ask for: the recipe, under what a configuration file says, under what options say, for samples of a shape. */
export async function planOf(options: AnomalyOptions): Promise<(samples?: SampleShape) => OpenPlan> {
  if (options.against !== undefined && options.normal !== undefined) {
    throw new UsageError(
      "--normal: with --against the whole data set is normal: leave out --normal, or --against",
    );
  }
  // Settings of other models would not go together with the recipe's.
  const ownModel = options["model"] !== undefined || options.config !== undefined;
  const settingsFor = await settingsFrom(options, options.config, ownModel ? undefined : recipeFor);
  const { model, seed, ...given } = settingsFor();
  const located = {
    dataset: await locatedData(given.dataset),
    labels: locatedFile(given.labels),
    columns: locatedFile(given.columns),
  };
  const rest = {
    ...(isArchitectureFile(model) ? { architecture: await readArchitecture(model, "--model") } : {}),
    ...(options.against === undefined ? {} : { against: await locatedData(options.against) }),
    seeds: options.seeds === undefined ? [seed] : seedsOf(options.seeds),
  };
  return (samples) => ({ settings: { ...settingsFor(samples), ...located }, ...rest });
}

/**
 * The plan of results that go on: their own, with the seeds that options add.
 * @throws UsageError where options ask for another
 */
export function resumedPlan(own: AnomalyPlan, options: AnomalyOptions): OpenPlan {
  const { settings, architecture, against } = own;
  if (options.config !== undefined) {
    throw new UsageError("--config: results keep their own settings on --resume: leave it out");
  }
  if (options.against !== undefined && options.against !== own.against) {
    throw new UsageError(`--against: these results are ${own.against ?? "of single classes"}: leave it out`);
  }
  if (options.normal !== undefined && own.classes === undefined) {
    throw new UsageError("--normal: in these results a whole data set is normal: leave it out");
  }
  const given = givenSettings(options);
  for (const name of Object.keys(given) as SettingName[]) {
    if (String(given[name]) !== String(settings[name])) {
      throw new UsageError(
        `--${optionName(name)} ${given[name]}: these results have ${settings[name]}; only --normal and --seeds may add to them`,
      );
    }
  }
  const added = options.seeds === undefined ? [] : seedsOf(options.seeds);
  return {
    settings,
    ...(architecture === undefined ? {} : { architecture }),
    ...(against === undefined ? {} : { against }),
    seeds: [...new Set([...own.seeds, ...added])],
  };
}

/** The classes of `--normal`, and those that results have already. */
export function classesFor(
  { normal }: AnomalyOptions,
  dataset: Dataset<Samples>,
  own: readonly number[] | undefined,
): readonly number[] {
  if (normal === undefined && own !== undefined) return own;
  const named =
    normal === undefined || normal === "all"
      ? classesOf(dataset)
      : normal.split(",").map((word) => classNamed(word.trim(), dataset));
  return [...new Set([...(own ?? []), ...named])];
}

function seedsOf(words: string): readonly number[] {
  const seeds = words.split(",").map((word): Settings["seed"] => {
    const seed = word.trim() === "" ? word : Number(word);
    return checkSetting("seed", Number.isNaN(seed) ? word : seed, "--seeds") as number;
  });
  return [...new Set(seeds)];
}

/** The settings of the recipe as options: `--model denoising --epochs 20`. */
export function recipeWords(): string {
  return Object.entries(anomalyRecipe)
    .map(([name, value]) => `--${optionName(name as keyof typeof anomalyRecipe)} ${value}`)
    .join(" ");
}
