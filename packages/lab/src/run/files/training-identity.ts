import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingNames, settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { sha256 } from "./checksums.ts";
import type { RunSummary } from "./summary.ts";

/** Settings that a training may change when it goes on, or that do not touch its numbers beyond their last bits: where the data lie, the report, the device. */
const leftOut: readonly SettingName[] = [
  "dataset",
  "labels",
  "columns",
  "epochs",
  "patience",
  "minDelta",
  "importanceSamples",
  "device",
];

/**
 * SHA-256 (hex) of all that the states of a training follow from: settings, layers, data, initial weights. Two trainings of one identity go through
 * the same states. A setting that does what versions without it did is left out, and one that was renamed has its first name, so that a
 * run keeps its identity when settings are added.
 * @param data SHA-256 of the data set
 * @param initialWeights what a summary says of the weights that it began with, where these are not seeded
 */
export function trainingIdentity(
  settings: Settings,
  architecture: Architecture,
  data: string,
  initialWeights?: string,
): string {
  return identityWith([], settings, architecture, data, initialWeights);
}

/** @param added settings that are there whatever their value */
function identityWith(
  added: readonly SettingName[],
  settings: Settings,
  architecture: Architecture,
  data: string,
  initialWeights: string | undefined,
): string {
  const kept = settingNames.flatMap((name) => {
    const { alias, before } = settingsTable[name];
    const isAsBefore = before !== undefined && settings[name] === before && !added.includes(name);
    return leftOut.includes(name) || isAsBefore ? [] : [[alias ?? name, settings[name]]];
  });
  const beginning = initialWeights === undefined ? [] : [initialWeights];
  return sha256(JSON.stringify([kept, architecture, data, ...beginning]));
}

/** Settings that a version had, and that it did not leave out. */
const versions: readonly (readonly SettingName[])[] = [[], ["tiedWeights"]];

/** Those that a run may have stored; `undefined` where its data were not recorded. */
export function identitiesOfRun(summary: RunSummary): readonly string[] | undefined {
  const { settings, model, dataset, initialWeights } = summary;
  const { sha256: data } = dataset;
  if (data === undefined) return undefined;
  return versions.map((added) => identityWith(added, settings, model.architecture, data, initialWeights));
}
