import type { Command } from "commander";
import { Option } from "commander";
import { UsageError } from "../errors.ts";
import { presets } from "../settings/presets.ts";
import {
  checkSetting,
  optionName,
  resolveSettings,
  type SettingName,
  type Settings,
  settingChoices,
  settingLimits,
  settingNames,
  settingsTable,
} from "../settings/settings.ts";

/** Adds an option for every row of the settings table. */
export function addSettingOptions(command: Command): Command {
  for (const name of settingNames) {
    const { help, value, group, default: standard } = settingsTable[name];
    const spelled = optionName(name);
    const flags = value === undefined ? `--${spelled}` : `--${spelled} <${value}>`;
    const limits = settingLimits(name);
    const choices = settingChoices(name)?.join(", ");
    const takes = limits === undefined ? choices : `${limits.minimum} to ${limits.maximum}`;
    const isSwitch = typeof standard === "boolean";
    const text = String(standard) === "" ? "none" : String(standard);
    const shown = isSwitch ? help : `${help} (${takes === undefined ? "" : `${takes}; `}default: ${text})`;
    command.addOption(new Option(flags, shown).helpGroup(`Settings, ${group}:`));
    // A preset may have turned it on.
    if (isSwitch) command.addOption(new Option(`--no-${spelled}`).hideHelp());
  }
  return command.addHelpText(
    "after",
    `\nPresets, and the defaults that are their own:\n${describePresets()}\n`,
  );
}

/** A line a preset: `  deep  several hidden layers: --hidden 512,256`. */
function describePresets(): string {
  const rows = Object.entries(presets).map(([name, { help, settings }]) => {
    const options = Object.entries(settings).map(([setting, value]) => {
      const option = `--${optionName(setting as SettingName)}`;
      return value === true ? option : `${option} ${value}`;
    });
    return [`  ${name}`, [help, ...options].join("\n")];
  });
  return rows
    .map(([name = "", text = ""]) => `${name.padEnd(20)}${text.replaceAll("\n", `\n${" ".repeat(22)}`)}`)
    .join("\n");
}

/** The settings that options of the command line give, checked, and no defaults. */
export function givenSettings(options: Readonly<Record<string, unknown>>): Partial<Settings> {
  const given = settingNames
    .filter((name) => options[name] !== undefined)
    .map((name) => [name, checkSetting(name, parseValue(name, options[name]), `--${optionName(name)}`)]);
  return Object.fromEntries(given) as Partial<Settings>;
}

/** Defaults, under what a configuration file says, under what options say. */
export async function settingsFrom(
  options: Readonly<Record<string, unknown>>,
  configFile: string | undefined,
): Promise<Settings> {
  const configured = configFile === undefined ? {} : await readConfig(configFile);
  return resolveSettings({ ...configured, ...givenSettings(options) }, configFile ?? "options");
}

/** Options are words; where a setting is a number, so is a word that spells one. */
function parseValue(name: SettingName, value: unknown): unknown {
  const { default: standard } = settingsTable[name];
  if (Array.isArray(standard) && typeof value === "string") {
    return value === "" ? [] : value.split(name === "imageSize" ? /[,x]/ : ",").map(toNumber);
  }
  const isNumber = typeof standard === "number" || standard === "auto" || standard === "all";
  return isNumber && typeof value === "string" ? toNumber(value) : value;
}

/** A word that spells no number stays one, for the message that refuses it. */
function toNumber(word: string): unknown {
  return word.trim() === "" || Number.isNaN(Number(word)) ? word : Number(word);
}

/** A YAML or JSON file of settings by their names. */
async function readConfig(file: string): Promise<Record<string, unknown>> {
  const { readFile } = await import("node:fs/promises");
  const { parseDocument } = await import("yaml");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(`--config: cannot read ${file}: ${(error as Error).message}`, { cause: error });
  }
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line;
    // The parser says the place again, and shows it in the lines below.
    const reason = problem.message.replace(/ at line \d+, column \d+:.*$/s, "");
    throw new UsageError(`--config: ${file}${line === undefined ? "" : `, line ${line}`}: ${reason}`);
  }
  const content: unknown = document.toJS() ?? {};
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new UsageError(
      `--config: ${file}: expected settings as "name: value" lines, found ${JSON.stringify(content)}`,
    );
  }
  for (const [name, value] of Object.entries(content)) {
    if (Object.hasOwn(settingsTable, name)) checkSetting(name as SettingName, value, `${file}: ${name}`);
  }
  return content as Record<string, unknown>;
}
