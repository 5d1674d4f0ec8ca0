import type { Choice } from "../kinds/kind.ts";
import type { Augmentation } from "../program/augmentations/augmentations.ts";
import type { Corruption } from "../program/corruptions/corruptions.ts";
import { type Penalty, takenPenalty } from "../program/penalties/penalties.ts";
import type { Pretraining } from "../training/pretraining/pretrainings.ts";
import type { LearningRateSchedule } from "../training/schedules/schedules.ts";
import { choicesOf } from "./setting.ts";
import type { ArchitectureFile, SettingName } from "./settings.ts";
import { settingsTable } from "./settings-table.ts";

// What the words of settings stand for. They were checked by the table of settings.

/** The choices that a word of a setting stands for; none for `none`. */
export function chosen(name: SettingName, word: string): readonly Choice[] {
  const { choice } = settingsTable[name];
  return (choice && choicesOf(choice, word)) ?? [];
}

/** The penalties that a value of `--penalty` stands for. */
export function penaltiesOf(word: string): readonly Penalty[] {
  return chosen("penalty", word) as readonly Penalty[];
}

/** A penalty among them that changes the code in the course of training; `undefined` without one. */
export function changingPenalty(word: string): Penalty | undefined {
  return penaltiesOf(word).find((penalty) => {
    const { kind, values } = takenPenalty(penalty);
    return kind.changes?.(values) ?? false;
  });
}

/** The augmentations that a value of `--augmentation` stands for. */
export function augmentationsOf(word: string): readonly Augmentation[] {
  return chosen("augmentation", word) as readonly Augmentation[];
}

/** The corruption that a value of `--corruption` stands for; `undefined` for none. */
export function corruptionOf(word: string): Corruption | undefined {
  const [corruption] = chosen("corruption", word);
  return corruption as Corruption | undefined;
}

/** The pretraining that a value of `--pretrain` stands for; `undefined` for none. */
export function pretrainingOf(word: string): Pretraining | undefined {
  const [pretraining] = chosen("pretrain", word);
  return pretraining as Pretraining | undefined;
}

/** The schedule that values of `--schedule` and `--warm-up` stand for. */
export function scheduleOf(word: string, warmUpEpochs: number): LearningRateSchedule {
  const [schedule] = chosen("schedule", word);
  return { ...(schedule ?? { kind: "constant" }), warmUpEpochs } as LearningRateSchedule;
}

/** Whether `--model` names a file of layers rather than a preset. */
export function isArchitectureFile(model: string): model is ArchitectureFile {
  return model.endsWith(".json");
}
