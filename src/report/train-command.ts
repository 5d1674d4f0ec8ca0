import { shellWord } from "../run/resume-command.ts";
import {
  optionName,
  type SettingName,
  type Settings,
  settingNames,
  settingsTable,
} from "../settings/settings.ts";

/** The command line that trains with these settings: those that differ from their defaults, as options. */
export function trainCommand(settings: Settings): string {
  const options = settingNames
    .filter((name) => String(settings[name]) !== String(settingsTable[name].default))
    .map((name) => option(name, settings[name]));
  return ["hourglass train", ...options].join(" ");
}

function option(name: SettingName, value: Settings[SettingName]): string {
  const spelled = optionName(name);
  if (typeof value === "boolean") return value ? `--${spelled}` : `--no-${spelled}`;
  return `--${spelled} ${shellWord(String(value))}`;
}
