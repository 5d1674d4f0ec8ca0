import { optionName, type SettingName } from "../settings/settings.ts";
import type { VariedValue } from "./results.ts";

/** A setting with its value, for people: `latent size 8`, `hidden 512, 256`. */
export function settingWords(name: string, value: VariedValue): string {
  return `${settingTitle(name)} ${valueWords(value)}`;
}

/** `latent size` of `latentSize`. */
export function settingTitle(name: string): string {
  return optionName(name as SettingName).replaceAll("-", " ");
}

/** `1024, 256`; `none` for an empty list. */
export function valueWords(value: VariedValue): string {
  return String(value).replaceAll(",", ", ") || "none";
}
