import { checkArgument, isRecord, nameSchema } from "../arguments.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { type SampleShape, tableOf } from "../data/samples/shape.ts";
import type { SplitSizes } from "../data/split.ts";
import { UsageError } from "../errors.ts";
import { foreignSettings } from "../kinds/own-settings.ts";
import { codeOf, codes } from "../model/codes/codes.ts";
import { planeCodeSize } from "../model/families.ts";
import { outputFor } from "../model/outputs/outputs.ts";
import { corruptionMisfit, corruptions, hidesValues } from "../program/corruptions/corruptions.ts";
import { losses, lossOf } from "../program/losses/losses.ts";
import { takenPenalty } from "../program/penalties/penalties.ts";
import { expectationOf, lookUp, showValue } from "../validation.ts";
import { changingPenalty, corruptionOf, isArchitectureFile, penaltiesOf } from "./choices.ts";
import { refuseConflicts } from "./conflicts.ts";
import { presets } from "./presets.ts";
import { formNearest } from "./setting.ts";
import type { GivenSettings, SettingName, Settings } from "./settings.ts";
import { settingNamed, settingNames, settingsTable } from "./settings-table.ts";

/**
 * Completes `given` with the defaults of its preset and of the table, and checks it against the table.
 * @param from where the values come from, for the message: `--config run.yaml`, `options`
 * @param samples what will be trained on, where that is known: defaults suit it; images unless given
 * @throws UsageError naming the setting, what was expected and what was found
 */
export function resolveSettings(
  given: GivenSettings,
  from: string = "settings",
  samples?: SampleShape,
): Settings {
  checkArgument(nameSchema, from, "resolveSettings", "from");
  return completeSettings(given, from, samples);
}

/** {@link resolveSettings} for what no compiler has seen: files, command lines, links. */
export function completeSettings(given: unknown, from: string, samples?: SampleShape): Settings {
  const named = byNames(given, from);
  const entries = Object.entries(named).map(([name, value]) => [
    name,
    checkSetting(name as SettingName, value, `${from}: ${name}`),
  ]);
  const checked: Partial<Settings> = Object.fromEntries(entries);
  const settings = { ...defaultsFor(checked, samples), ...checked } as Settings;
  refuseConflicts(settings, checked, from);
  return settings;
}

/**
 * What was given, under the names that settings have now; what is `undefined` is left out.
 * @throws UsageError unless it is a record of settings by their names
 */
function byNames(given: unknown, from: string): Readonly<Partial<Record<SettingName, unknown>>> {
  if (!isRecord(given)) {
    throw new UsageError(`${from}: expected a record of settings by name, found ${showValue(given)}`);
  }
  const named: Partial<Record<SettingName, unknown>> = {};
  for (const [word, value] of Object.entries(given)) {
    const name = settingNamed(word);
    if (name === undefined) {
      throw new UsageError(
        `${from}: unknown setting ${showValue(word)}: choose from ${settingNames.join(", ")}`,
      );
    }
    if (value === undefined) continue;
    if (named[name] !== undefined) {
      throw new UsageError(
        `${from}: ${name} and ${settingsTable[name].alias} are one setting: give one of them`,
      );
    }
    named[name] = value;
  }
  return named;
}

/**
 * Settings that were given whole, as {@link resolveSettings} returns them.
 * @throws UsageError naming the setting that is missing or wrong, and names that do not exist
 */
export function requireSettings(given: unknown, call: string): Settings {
  const from = `${call}: settings`;
  const named = byNames(given, from);
  const missing = settingNames.find(
    (name) => named[name] === undefined && settingsTable[name].before === undefined,
  );
  if (missing !== undefined) {
    throw new UsageError(
      `${from}: expected all settings, found none for ${missing}; complete them with resolveSettings`,
    );
  }
  return storedSettings(named, from);
}

/**
 * The values that settings have where they are not given: those of the table, under those of the preset, under what
 * other choices and the samples call for.
 * @throws UsageError on a preset that does not exist
 */
export function defaultsFor(given: Partial<Settings>, samples?: SampleShape): Settings {
  const { model = settingsTable.model.default } = given;
  const preset = isArchitectureFile(model) ? {} : lookUp(presets, model, "model").settings;
  const table = Object.fromEntries(settingNames.map((name) => [name, settingsTable[name].default]));
  const defaults: Settings = {
    ...(table as unknown as Settings),
    ...preset,
    ...(samples === undefined ? {} : { outputActivation: outputFor(samples) }),
    // There is no black and no white.
    ...(samples === undefined || kindOfSamples(samples).bounded ? {} : { binarize: false }),
    model,
  };
  const own = codeOf({ ...defaults, ...given }).needsOutput;
  const chosen = { ...defaults, ...(own === undefined ? {} : { outputActivation: own }), ...given };
  const { penalty, code, outputActivation } = chosen;
  const isSpatial = chosen.architecture === "convolutional" && samples !== undefined;
  const latentSize = isSpatial ? planeCodeSize(chosen, samples) : tableCodeSize(chosen, samples);
  const { needsOutput = outputActivation } = lossOf(defaults.loss).kind;
  const [codeActivation] = penaltiesOf(penalty).flatMap((one) => takenPenalty(one).kind.codeActivation ?? []);
  return {
    ...defaults,
    // Standardised numbers lie on both sides of 0, and so do what they have in common.
    ...(samples !== undefined && tableOf(samples) !== undefined ? { codeActivation: "linear" as const } : {}),
    ...(codeActivation === undefined ? {} : { codeActivation }),
    ...(latentSize === undefined ? {} : { latentSize }),
    ...(own === undefined ? {} : { outputActivation: own }),
    ...(samples === undefined ? {} : { corruption: suitedCorruption(defaults.corruption, samples) }),
    // With every epoch the code is another one, so losses do not say when to stop.
    ...(changingPenalty(penalty) === undefined ? {} : { patience: 0 }),
    ...(needsOutput === outputActivation ? {} : { loss: lossFor(outputActivation) }),
    // Without a distribution over codes there is no likelihood to estimate.
    ...Object.fromEntries(
      foreignSettings(codes, code).flatMap(({ name, off }) => (off === undefined ? [] : [[name, off]])),
    ),
  };
}

/** Of the columns of a table, how many values its code has: a code as large as the row would let everything through. */
const codeShare = 1 / 4;

/**
 * The code of rows of a table, where it is not to be larger than what is encoded, as that of a dictionary is, and where its selection
 * or penalty allows so few.
 */
function tableCodeSize(settings: Settings, samples: SampleShape | undefined): number | undefined {
  const table = samples && tableOf(samples);
  if (table === undefined || codeOf(settings).dictionary !== undefined) return undefined;
  const least = penaltiesOf(settings.penalty).map((penalty) => {
    const { kind, values } = takenPenalty(penalty);
    return kind.leastCodeSize?.(values) ?? 1;
  });
  return Math.min(settings.latentSize, Math.max(Math.ceil(codeShare * table.length), ...least));
}

/** The corruption of a preset; where samples are not what it is of, another one at its level that hides values as it does. */
function suitedCorruption(word: string, samples: SampleShape): string {
  const corruption = corruptionOf(word);
  if (corruption === undefined || corruptionMisfit(corruption, samples) === undefined) return word;
  const hides = hidesValues(corruption);
  const other = corruptions.kinds.find(
    ({ needsImages, hidden }) => needsImages === undefined && (hidden !== undefined) === hides,
  );
  return other === undefined ? word : `${other.name}:${corruption.level}`;
}

/** The first loss that is defined for an output. */
function lossFor(output: string): string {
  const loss = losses.kinds.find(({ needsOutput = output }) => needsOutput === output);
  return loss?.name ?? settingsTable.loss.default;
}

/**
 * Settings as a run has stored them: checked, but neither completed by a preset nor judged again.
 * @throws UsageError naming the setting, what was expected and what was found
 */
export function storedSettings(stored: Readonly<Record<string, unknown>>, from: string): Settings {
  const entries = settingNames.map((name) => {
    const { alias = name, before } = settingsTable[name];
    const value = stored[name] ?? stored[alias] ?? before;
    return [name, checkSetting(name, value, `${from}: ${name}`)];
  });
  return Object.fromEntries(entries) as Settings;
}

/** How many of `count` training images are held out for validation. */
export function validationCount({ validation }: Pick<Settings, "validation">, count: number): number {
  return validation === "auto" ? Math.min(10_000, Math.floor(count / 6)) : validation;
}

/** The splits that settings ask for, once it is known how many images are held out. */
export function splitSizes({
  validation,
  trainingImages,
}: Pick<Settings, "trainingImages"> & { readonly validation: number }): SplitSizes {
  return trainingImages === "all" ? { validation } : { validation, train: trainingImages };
}

/**
 * The value of one setting, checked.
 * @param where the option, or the file and name, that gave it
 * @throws UsageError saying where, what was expected and what was found
 */
export function checkSetting(name: SettingName, value: unknown, where: string): unknown {
  const { schema, expected, choice } = settingsTable[name];
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const forms = choice && formNearest(choice, value);
  throw new UsageError(
    `${where}: expected ${forms ?? expected ?? expectationOf(schema)}, found ${showValue(value)}`,
  );
}
