import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { requireObjective } from "hourglass-core/internal/program/objective.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { defaultsFor, resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { listed } from "hourglass-core/internal/words.ts";
import type { VariedValue } from "hourglass-lab/internal/study/results.ts";
import { settingTitle, settingWords } from "hourglass-lab/internal/study/setting-words.ts";
import type { Experiment } from "./link.ts";

/** Changes to an experiment; a value of `undefined` goes back to the preset's. */
export type Change = { readonly [Name in SettingName]?: Settings[Name] | undefined };

/**
 * The experiment after a change. Another preset has layers and an objective of its own: of what was chosen for the last one, the size of
 * the code, the data and how it is trained stay, as far as the new one allows them.
 * @param samples the shape of its samples, once it is known
 */
export function changed(before: Experiment, change: Change, samples?: SampleShape): Experiment {
  if (change.model === undefined || change.model === before.model) return merged(before, change);
  const names = (Object.keys(before) as SettingName[]).filter(outlivesPreset);
  const after = merged(only(before, names), change);
  const doubtful = names.filter((name) => !Object.hasOwn(change, name));
  if (doubtful.length === 0 || problemOf(after, samples) === undefined) return after;
  const all = Object.keys(after) as SettingName[];
  const without = (refused: readonly SettingName[]): Experiment =>
    only(
      after,
      all.filter((name) => !refused.includes(name)),
    );
  // One of them alone, else all: where neither helps, it is what was asked for that cannot be.
  const attempts = [...doubtful.map((name) => without([name])), without(doubtful)];
  return attempts.find((attempt) => problemOf(attempt, samples) === undefined) ?? after;
}

/** What a preset is: its layers and its objective, but not how many values the code has. */
function outlivesPreset(name: SettingName): boolean {
  return name === "latentSize" || !["model", "objective"].includes(settingsTable[name].group);
}

function merged(before: Experiment, change: Change): Experiment {
  const entries = Object.entries({ ...before, ...change });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Experiment;
}

function only(experiment: Experiment, names: readonly SettingName[]): Experiment {
  return Object.fromEntries(names.map((name) => [name, experiment[name]])) as Experiment;
}

/** What a change is about: `latent size`, `data`, `model`, or where it is of many `settings`. */
export function changeSubject(change: Change): string {
  const [name, ...others] = Object.keys(change) as SettingName[];
  return name === undefined || others.length > 0 ? "settings" : settingTitle(name);
}

/** What was chosen before and could not stay, in a sentence; `undefined` where all of it stays, or was to go. */
export function lostWords(before: Experiment, change: Change, after: Experiment): string | undefined {
  const standard = defaultsFor(after);
  const lost = (Object.keys(before) as SettingName[]).filter(
    (name) =>
      !Object.hasOwn(after, name) &&
      !Object.hasOwn(change, name) &&
      JSON.stringify(before[name]) !== JSON.stringify(standard[name]),
  );
  if (lost.length === 0) return undefined;
  const words = listed(
    lost.map((name) => settingWords(name, before[name] as VariedValue)),
    "and",
  );
  return `${after.model ?? "The model"} begins with settings of its own: ${words} ${lost.length === 1 ? "was" : "were"} not kept.`;
}

/** The change that takes back everything that was chosen but data, model and seed. */
export function backToPreset(experiment: Experiment): Change {
  const stays: readonly SettingName[] = ["dataset", "samples", "model", "seed"];
  const chosen = (Object.keys(experiment) as SettingName[]).filter((name) => !stays.includes(name));
  return Object.fromEntries(chosen.map((name) => [name, undefined]));
}

/**
 * Why an experiment cannot be run, in the words of the table of settings; `undefined` where it can be.
 * @param samples the shape of its samples, once it is known: not every model fits every shape
 */
export function problemOf(experiment: Experiment, samples?: SampleShape): string | undefined {
  return whyNot(() => {
    const settings = resolveSettings(experiment, "settings", samples);
    if (samples === undefined) return;
    const model = buildArchitecture(architectureOf(settings, samples), samples);
    requireObjective(model, objectiveOf(settings), "settings", "objective");
  });
}

function whyNot(attempt: () => void): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/^settings: (objective\.)?/, "");
  }
}

/** The value that a setting has where it is not chosen. */
export function standardOf(experiment: Experiment, name: SettingName, samples?: SampleShape): unknown {
  const { [name]: _, ...others } = experiment;
  return defaultsFor(others, samples)[name];
}

/**
 * Whether a setting means anything to the model of an experiment that can be run: filters, say, do not where there are no
 * convolutions, and to name them would be refused; what is of pixels alone does not where there are none.
 */
export function applies(
  experiment: Experiment,
  settings: Settings,
  name: SettingName,
  samples?: SampleShape,
): boolean {
  if (name === "binarize" && samples !== undefined && !kindOfSamples(samples).bounded) return false;
  return (
    whyNot(() => resolveSettings({ ...experiment, [name]: settings[name] }, "settings", samples)) ===
    undefined
  );
}
