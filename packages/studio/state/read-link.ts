import { UsageError } from "hourglass-core/internal/errors.ts";
import { isPresetName, presetNames } from "hourglass-core/internal/settings/presets.ts";
import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import { showName, showValue } from "hourglass-core/internal/validation.ts";
import { listed, nearestWord } from "hourglass-core/internal/words.ts";
import { type Experiment, experimentOf, unknownNames } from "./link.ts";

/** What a link says, as far as it can be understood. */
export interface ReadLink {
  /** Absent where the link says something that cannot be. */
  readonly experiment?: Experiment;
  /** What is wrong with it, and what it might have meant. */
  readonly problem?: string;
}

/** Reads the part of an address after `#`. Names that no setting has are told, and left out. */
export function readLink(link: string): ReadLink {
  try {
    const experiment = experimentOf(link);
    requirePreset(experiment);
    const unknown = unknownNames(link);
    return unknown.length === 0 ? { experiment } : { experiment, problem: unknownWords(unknown) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Layers of a file of one's own are not in a link. */
function requirePreset({ model }: Experiment): void {
  if (model === undefined || isPresetName(model)) return;
  throw new UsageError(
    `link: model: expected one of ${presetNames.join(", ")}, found ${showValue(model)}; ` +
      `the nearest is ${nearestWord(model, presetNames)}`,
  );
}

function unknownWords(names: readonly string[]): string {
  const words = names.map((name) => `${showName(name)} (the nearest is ${nearestWord(name, settingNames)})`);
  return `The link names what is no setting, and is left out: ${listed(words, "and")}`;
}
