import type { Setting } from "hourglass-core/internal/settings/setting.ts";
import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import { settingNames, settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { capitalise } from "hourglass-core/internal/words.ts";

/** Settings that the form leaves out, and why. */
export const leftOut: { readonly [Name in SettingName]?: string } = {
  dataset: "chosen among the data",
  model: "chosen among the presets",
  labels: "a file beside the data, which only a command line names",
  columns: "a file beside the data, which only a command line names",
  labelColumn: "a column of a table, which only a command line names",
  drop: "columns of a table, which only a command line names",
  missing: "the page takes the cells of a table as they are",
  imageSize: "the page scales images of one's own to 28 x 28",
  importanceSamples: "an estimate that takes minutes, which no part of the page shows",
  threads: "the page has as many as its host allows",
  device: "chosen beside the words on the engine, for all trainings of a visit",
};

/** Settings that matter first, in this order. */
const first: readonly SettingName[] = [
  "latentSize",
  "hidden",
  "filters",
  "activation",
  "penalty",
  "corruption",
  "augmentation",
  "beta",
  "epochs",
  "learningRate",
  "batchSize",
  "seed",
];

type Group = Setting["group"];

/** Headings of the rest. */
const headings: Readonly<Record<Group, string>> = {
  data: "Data",
  model: "Model",
  objective: "Objective",
  training: "Training",
  stopping: "Stopping",
  evaluation: "Evaluation",
  machine: "Machine",
};

export interface SettingGroup {
  readonly title: string;
  readonly names: readonly SettingName[];
}

const inForm = settingNames.filter((name) => leftOut[name] === undefined);

/** The few that matter first. */
export const firstSettings: readonly SettingName[] = first;

/** All others, by the table's groups. */
export const moreSettings: readonly SettingGroup[] = (Object.keys(headings) as Group[])
  .map((group) => ({
    title: headings[group],
    names: inForm.filter((name) => settingsTable[name].group === group && !first.includes(name)),
  }))
  .filter(({ names }) => names.length > 0);

/** Values that a slider goes through, beside the field that takes any. */
export const sliderStops: { readonly [Name in SettingName]?: readonly number[] } = {
  latentSize: [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256],
  epochs: [1, 2, 3, 5, 10, 15, 20, 30, 50, 75, 100],
  batchSize: [16, 32, 64, 128, 256, 512, 1024, 2048],
  learningRate: [1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2],
  dropout: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
  beta: [0, 0.1, 0.2, 0.5, 1, 2, 4, 10],
};

/** `latentSize` as people read it: `Latent size`. */
export function settingTitle(name: SettingName): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/(\d)/, " $1");
  return capitalise(words);
}

/** The table's help, without what a command line takes and with other settings named as the page names them instead of as options of the command line. */
export function settingHelp(name: SettingName): string {
  const { about, help: whole } = settingsTable[name];
  const help = (about ?? whole).replaceAll(/--([a-z0-9-]+)/g, (_, option: string) =>
    option.replaceAll("-", " "),
  );
  return `${capitalise(help)}.`;
}

/** The place of the stop that is nearest, by ratio as the stops are. */
export function nearestStop(stops: readonly number[], value: number): number {
  const distance = (stop: number): number => Math.abs(Math.log((stop + 1e-9) / (value + 1e-9)));
  return stops.reduce((best, stop, at) => (distance(stop) < distance(stops[best] as number) ? at : best), 0);
}

/** What a value is called: lists with spaces, an empty one in words. */
export function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "boolean" ? (value ? "on" : "off") : String(value);
}

/** Whether two values of a setting are the same. */
export function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
