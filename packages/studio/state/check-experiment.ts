import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { requireObjective } from "hourglass-core/internal/program/objective.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { defaultsFor, resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import type { Experiment } from "./link.ts";

/** Changes to an experiment; a value of `undefined` goes back to the preset's. */
export type Change = { readonly [Name in SettingName]?: Settings[Name] | undefined };

/** The experiment after a change. */
export function changed(before: Experiment, change: Change): Experiment {
  // Another preset brings its own defaults: of what was chosen for the last one, only data, seed and epochs stay.
  const base: Experiment =
    change.model !== undefined && change.model !== before.model ? stays(before) : before;
  const entries = Object.entries({ ...base, ...change });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Experiment;
}

function stays({ dataset, samples, seed, epochs }: Experiment): Experiment {
  return {
    ...(dataset === undefined ? {} : { dataset }),
    ...(samples === undefined ? {} : { samples }),
    ...(seed === undefined ? {} : { seed }),
    ...(epochs === undefined ? {} : { epochs }),
  };
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
