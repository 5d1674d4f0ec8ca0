import type { ImageShape } from "../../src/data/samples/shape.ts";
import { buildArchitecture } from "../../src/model/build.ts";
import { architectureOf } from "../../src/settings/build-model.ts";
import { defaultsFor, resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingName, Settings } from "../../src/settings/settings.ts";
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

function stays({ dataset, seed, epochs }: Experiment): Experiment {
  return {
    ...(dataset === undefined ? {} : { dataset }),
    ...(seed === undefined ? {} : { seed }),
    ...(epochs === undefined ? {} : { epochs }),
  };
}

/**
 * Why an experiment cannot be run, in the words of the table of settings; `undefined` where it can be.
 * @param image the shape of its images, once it is known: not every model fits every shape
 */
export function problemOf(experiment: Experiment, image?: ImageShape): string | undefined {
  try {
    const settings = resolveSettings(experiment, "settings");
    if (image !== undefined) buildArchitecture(architectureOf(settings, image), image);
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/^settings: /, "");
  }
}

/** The value that a setting has where it is not chosen. */
export function standardOf(experiment: Experiment, name: SettingName): unknown {
  const { [name]: _, ...others } = experiment;
  return defaultsFor(others)[name];
}

/**
 * Whether a setting means anything to the model of an experiment that can be run: filters, say, do not where there are no
 * convolutions, and to name them would be refused.
 */
export function applies(experiment: Experiment, settings: Settings, name: SettingName): boolean {
  return problemOf({ ...experiment, [name]: settings[name] }) === undefined;
}
