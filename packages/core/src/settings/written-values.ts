import type { SettingName } from "./settings.ts";
import { settingsTable } from "./settings-table.ts";

/**
 * A value as a person writes it, on the command line or in a file: a word that spells a number is that number where the
 * setting takes one, and a list may be one word, `16,8` or `28x28`, or a number alone. What spells no value stays as it is, for
 * the message that refuses it.
 */
export function writtenValue(name: SettingName, written: unknown): unknown {
  const { default: standard } = settingsTable[name];
  if (Array.isArray(standard)) return writtenList(written, name === "imageSize" ? /[,x]/ : ",");
  const isNumber = typeof standard === "number" || standard === "auto" || standard === "all";
  return isNumber ? toNumber(written) : written;
}

function writtenList(written: unknown, separator: string | RegExp): unknown {
  if (typeof written === "number") return [written];
  if (Array.isArray(written)) return written.map(toNumber);
  if (typeof written !== "string") return written;
  return written === "" ? [] : written.split(separator).map(toNumber);
}

function toNumber(word: unknown): unknown {
  const spellsNone = typeof word !== "string" || word.trim() === "" || Number.isNaN(Number(word));
  return spellsNone ? word : Number(word);
}
