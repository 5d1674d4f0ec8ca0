import type { CellRow, StudyResults, VariedValue } from "../../study/results.ts";
import { settingWords } from "../../study/setting-words.ts";

/** A setting that a study varies. */
export interface Varied {
  readonly setting: string;
  readonly values: readonly VariedValue[];
}

/** The settings that take more than one value. */
export function variedSettings({ varied }: StudyResults): readonly Varied[] {
  return varied.filter(({ values }) => values.length > 1);
}

/** `latent size 32, hidden 512-256`: the values of some settings of a cell. */
export function placeWords(cell: CellRow, settings: readonly Varied[]): string {
  return settings.map(({ setting }) => settingWords(setting, cell.varied[setting] ?? "")).join(", ");
}

/** Numbers have their own scale: doublings are equal steps where all are powers of two; all else is a row of words. */
export type ValueScale = "log2" | "linear" | "ordinal";

export function scaleOf(values: readonly VariedValue[]): ValueScale {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length < values.length) return "ordinal";
  return numbers.every((value) => value > 0 && Number.isInteger(Math.log2(value))) ? "log2" : "linear";
}
