import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import { optionName } from "hourglass-core/internal/settings/settings-table.ts";
import type { VariedValue } from "./results.ts";

/** A setting with its value, for people: `latent size 8`, `hidden 512-256`. */
export function settingWords(name: string, value: VariedValue): string {
  return `${settingTitle(name)} ${valueWords(value)}`;
}

/** `latent size` of `latentSize`. */
export function settingTitle(name: string): string {
  return optionName(name as SettingName).replaceAll("-", " ");
}

/** `8`; of a list `1024-256`, and `none` where it is empty. */
export function valueWords(value: VariedValue): string {
  return Array.isArray(value) ? value.join("-") || "none" : String(value);
}
