import { type StoredShape, shapeStored } from "../run/files/stored-shape.ts";
import type { RunSummary } from "../run/files/summary.ts";
import { shellWord } from "../run/resume-command.ts";
import { defaultsFor } from "../settings/resolve.ts";
import type { SettingName, Settings } from "../settings/settings.ts";
import { optionName, settingNames, settingsTable } from "../settings/settings-table.ts";

/** The command line that trains a run anew: settings that differ from what they are by default, as options. */
export function trainCommand({
  settings,
  dataset,
}: Pick<RunSummary, "settings"> & { readonly dataset: StoredShape }): string {
  const { model, code, penalty } = settings;
  const defaults = {
    ...defaultsFor({ model, code, penalty }, shapeStored(dataset)),
    model: settingsTable.model.default,
  };
  const options = settingNames
    .filter((name) => String(settings[name]) !== String(defaults[name]))
    .map((name) => option(name, settings[name]));
  return ["hourglass train", ...options].join(" ");
}

function option(name: SettingName, value: Settings[SettingName]): string {
  const spelled = optionName(name);
  if (typeof value === "boolean") return value ? `--${spelled}` : `--no-${spelled}`;
  const word = name === "imageSize" ? (value as Settings["imageSize"]).join("x") : String(value);
  return `--${spelled} ${shellWord(word)}`;
}
