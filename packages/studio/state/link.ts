import { checkSetting } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import {
  settingNamed,
  settingNames,
  settingsTable,
} from "hourglass-core/internal/settings/settings-table.ts";

/** What a person has chosen: the settings that are not left to the preset. Data set, model and seed are among them. */
export type Experiment = Readonly<Partial<Settings>>;

/** What a first visit trains, beside the same model that came trained with the page: fewer samples and epochs, so that it takes seconds. */
export const firstExperiment: Experiment = {
  ...{
    dataset: "digits",
    model: "variational",
    latentSize: 2,
    hidden: [96, 48],
    activation: "silu",
    seed: 1,
  },
  ...{ trainingImages: 10_000, validation: 1000, epochs: 10, batchSize: 64, learningRate: 0.003 },
};

/** An experiment as the part of a link after `#`: `dataset=digits&model=vanilla&epochs=3&seed=1`. */
export function linkOf(experiment: Experiment): string {
  const entries = settingNames
    .filter((name) => experiment[name] !== undefined)
    .map((name) => [name, wordOf(experiment[name])]);
  return new URLSearchParams(entries as [string, string][])
    .toString()
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":");
}

/** The whole address: this page with an experiment. */
export function linkToHere(experiment: Experiment): string {
  return `${location.href.replace(/#.*$/, "")}#${linkOf(experiment)}`;
}

/**
 * The experiment of a link.
 * @throws UsageError naming the setting, what was expected and what was found
 */
export function experimentOf(link: string): Experiment {
  const experiment: Record<string, unknown> = {};
  for (const [given, word] of new URLSearchParams(link.replace(/^#/, ""))) {
    const name = settingNamed(given);
    if (name !== undefined) experiment[name] = checkSetting(name, settingFrom(name, word), `link: ${name}`);
  }
  return experiment as Experiment;
}

/** The names in a link that no setting has. */
export function unknownNames(link: string): readonly string[] {
  const names = [...new URLSearchParams(link.replace(/^#/, "")).keys()];
  return [...new Set(names)].filter((name) => settingNamed(name) === undefined);
}

function wordOf(value: unknown): string {
  return Array.isArray(value) ? value.join(",") : String(value);
}

/** A word as the value that the setting's default is like. */
function settingFrom(name: SettingName, word: string): unknown {
  const { default: like, schema } = settingsTable[name];
  if (Array.isArray(like)) return word === "" ? [] : word.split(",").map(Number);
  if (typeof like === "boolean") return word === "true" ? true : word === "false" ? false : word;
  // Some take a word or a number: `validation=auto`, `validation=5000`. A data set may be called 2024.
  const isNumber = typeof like === "number" || !schema.safeParse(word).success;
  return isNumber && word.trim() !== "" && !Number.isNaN(Number(word)) ? Number(word) : word;
}
