import type { Command } from "commander";
import { Option } from "commander";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { readText } from "hourglass-core/internal/files/read-text.ts";
import { presets } from "hourglass-core/internal/settings/presets.ts";
import { checkSetting, resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import {
  optionName,
  settingChoices,
  settingLimits,
  settingNamed,
  settingNames,
  settingsTable,
} from "hourglass-core/internal/settings/settings-table.ts";
import { writtenValue } from "hourglass-core/internal/settings/written-values.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { readable } from "../../data/own/formats.ts";

/**
 * Adds an option for every row of the settings table.
 * @param except those that the command has no use for
 */
export function addSettingOptions(command: Command, except: readonly SettingName[] = []): Command {
  for (const name of settingNames) {
    if (except.includes(name)) continue;
    const { alias, choice, value, group, default: standard } = settingsTable[name];
    // The table of settings is in bundles for browsers, which readers of formats would come along with.
    const formats = name === "dataset" ? `: ${readable("data set")}` : "";
    const help = `${settingsTable[name].help}${formats}`;
    const spelled = optionName(name);
    const flags = value === undefined ? `--${spelled}` : `--${spelled} <${value}>`;
    const limits = settingLimits(name);
    const choices = settingChoices(name)?.join(", ");
    const takes = limits === undefined ? choices : `${limits.minimum} to ${limits.maximum}`;
    const isSwitch = typeof standard === "boolean";
    const text = String(standard) === "" ? "none" : String(standard);
    const shown = isSwitch ? help : `${help} (${takes === undefined ? "" : `${takes}; `}default: ${text})`;
    const options = [new Option(flags, shown).helpGroup(`Settings, ${group}:`)];
    if (alias !== undefined) options.push(new Option(flags.replace(spelled, alias)).hideHelp());
    for (const option of options) {
      if (choice?.several)
        option.argParser((word: string, before?: string) => [before ?? [], word].flat().join("+"));
      command.addOption(option);
    }
    // A preset may have turned it on.
    if (isSwitch) command.addOption(new Option(`--no-${spelled}`).hideHelp());
  }
  return command.addHelpText(
    "after",
    () => `\nPresets, and the defaults that are their own:\n${describePresets(command)}\n`,
  );
}

/** Each preset with what it is, in lines as wide as those of other help, and an option a line. */
function describePresets(command: Command): string {
  const helper = command.createHelp();
  helper.prepareContext({ helpWidth: command.configureOutput().getOutHelpWidth?.() ?? 80 });
  const rows = Object.entries(presets).map(([name, { help, settings }]) => {
    const options = Object.entries(settings).map(([setting, value]) => {
      const option = `--${optionName(setting as SettingName)}`;
      return value === true ? option : `${option} ${value}`;
    });
    return helper.formatItem(name, 16, [help, ...options].join("\n"), helper);
  });
  return rows.join("\n");
}

/** The settings that options of the command line give, checked, and no defaults. */
export function givenSettings(options: Readonly<Record<string, unknown>>): Partial<Settings> {
  const given = settingNames.flatMap((name) => {
    const words = [name, settingsTable[name].alias ?? ""].filter((word) => options[word] !== undefined);
    const [word, other] = words;
    if (word === undefined) return [];
    const spelled = word === name ? optionName(name) : word;
    if (other !== undefined) {
      throw new UsageError(`--${spelled} and --${other} are one option: give one of them`);
    }
    return [[name, checkSetting(name, writtenValue(name, options[word]), `--${spelled}`)]];
  });
  const settings: Partial<Settings> = Object.fromEntries(given);
  if (options["webAssembly"] !== true) return settings;
  if (settings.device !== undefined && settings.device !== "wasm") {
    throw new UsageError(
      `--web-assembly is the old word for --device wasm, and --device is ${settings.device}: give one of them`,
    );
  }
  return { ...settings, device: "wasm" };
}

/** Completes what was given by the defaults for samples of a shape; those for images, while it is not known. */
export type SettingsFor = (samples?: SampleShape) => Settings;

/**
 * Defaults, under what a configuration file says, under what options say.
 * @param recipe what stands between the defaults and the file
 */
export async function settingsFrom(
  options: Readonly<Record<string, unknown>>,
  configFile: string | undefined,
  recipe: (samples?: SampleShape) => Partial<Settings> = () => ({}),
): Promise<SettingsFor> {
  const configured = configFile === undefined ? {} : await readConfig(configFile);
  const given = { ...configured, ...givenSettings(options) };
  return (samples) => resolveSettings({ ...recipe(samples), ...given }, configFile ?? "options", samples);
}

/** A YAML or JSON file of settings by their names. */
async function readConfig(file: string): Promise<Partial<Settings>> {
  const { parseYaml } = await import("../../data/files/yaml.ts");
  const { content, place } = parseYaml(await readText(file, "--config"), `--config: ${file}`);
  // A file of comments alone says nothing.
  const settings = content ?? {};
  if (typeof settings !== "object" || Array.isArray(settings)) {
    throw new UsageError(
      `${place([])}: expected settings as "name: value" lines, found ${showValue(settings)}`,
    );
  }
  const checked = new Map<SettingName, unknown>();
  for (const [word, written] of Object.entries(settings)) {
    const name = settingNamed(word);
    if (name === undefined) {
      throw new UsageError(
        `${place([word])}: unknown setting ${showValue(word)}: choose from ${settingNames.join(", ")}`,
      );
    }
    if (checked.has(name)) {
      throw new UsageError(`${place([word])}: ${name} and ${word} are one setting: give one of them`);
    }
    checked.set(name, checkSetting(name, writtenValue(name, written), place([word])));
  }
  return Object.fromEntries(checked);
}
