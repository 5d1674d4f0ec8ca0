import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { defaultsFor } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { optionName, settingNames, settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { principalStart, type RunSummary } from "../../run/files/summary.ts";
import { shellWord } from "../../run/resume-command.ts";

/** The command line that trains with these settings: those that differ from what they are by default for such samples, as options. */
export function trainCommand(settings: Settings, samples?: SampleShape): string {
  const { model, code, penalty } = settings;
  const defaults = {
    ...defaultsFor({ model, code, penalty }, samples),
    model: settingsTable.model.default,
  };
  const options = settingNames
    .filter((name) => String(settings[name]) !== String(defaults[name]))
    .map((name) => settingOption(name, settings[name]));
  return ["hourglass train", ...options].join(" ");
}

/** The command line of a run. One that began with the weights of a file names it FILE: what it is called is not recorded. */
export function commandOf({ settings, dataset, environment, initialWeights }: RunSummary): string {
  // What a clock chose once is named.
  const device = environment.device ?? settings.device;
  const command = trainCommand({ ...settings, device }, shapeStored(dataset));
  if (initialWeights === undefined) return command;
  return `${command} --initial-weights ${initialWeights === principalStart ? initialWeights : "FILE"}`;
}

/** A setting as an option of a command line: `--epochs 20`, `--no-restore-best`. */
export function settingOption(name: SettingName, value: Settings[SettingName]): string {
  const spelled = optionName(name);
  if (typeof value === "boolean") return value ? `--${spelled}` : `--no-${spelled}`;
  const word = name === "imageSize" ? (value as Settings["imageSize"]).join("x") : String(value);
  return `--${spelled} ${shellWord(word)}`;
}
