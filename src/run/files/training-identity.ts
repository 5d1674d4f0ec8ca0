import type { Architecture } from "../../model/architecture.ts";
import { type SettingName, type Settings, settingNames } from "../../settings/settings.ts";
import { sha256 } from "./checksums.ts";
import type { RunSummary } from "./summary.ts";

/** Settings that a training may change when it goes on, or that do not touch its numbers: where the data lie, the report. */
const leftOut: readonly SettingName[] = ["dataset", "epochs", "patience", "minDelta", "importanceSamples"];

/**
 * SHA-256 (hex) of all that the states of a training follow from: settings, layers, data. Two trainings of one identity go through
 * the same states.
 * @param data SHA-256 of the data set
 */
export function trainingIdentity(settings: Settings, architecture: Architecture, data: string): string {
  const kept = settingNames.filter((name) => !leftOut.includes(name)).map((name) => [name, settings[name]]);
  return sha256(JSON.stringify([kept, architecture, data]));
}

/** That of a run; `undefined` where its data were not recorded. */
export function identityOfRun({ settings, model, dataset }: RunSummary): string | undefined {
  return dataset.sha256 === undefined
    ? undefined
    : trainingIdentity(settings, model.architecture, dataset.sha256);
}
