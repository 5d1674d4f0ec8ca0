import { sizeWords } from "hourglass-core/internal/words.ts";
import { shareWords } from "../../detector/threshold.ts";
import type { FieldValue } from "../../inventory/fields.ts";
import type { Item } from "../../inventory/inventory.ts";
import { formatCount, formatSeconds } from "../terminal/progress.ts";

/** What a run came to on the test split, in a few words. */
export function resultOf({ kind, mse, bce, accuracy, auroc, alarms, trainings }: Item): string {
  if (accuracy !== undefined) return `accuracy ${accuracy.toFixed(4)}`;
  if (auroc !== undefined) return `AUROC ${auroc.toFixed(4)}`;
  if (alarms !== undefined) return `false alarms ${shareWords(alarms)}`;
  if (bce !== undefined) return `bce ${bce.toFixed(4)}`;
  if (mse !== undefined) return `mse ${mse.toFixed(5)}`;
  return kind === "study" && trainings !== undefined ? `${formatCount(trainings)} trainings` : "";
}

const words: Readonly<Record<string, (value: never) => string>> = {
  date: (value: string) => value.slice(0, 16).replace("T", " "),
  size: (value: number) => sizeWords(value),
  seconds: (value: number) => formatSeconds(value),
  parameters: (value: number) => formatCount(value),
  trainings: (value: number) => formatCount(value),
};

/** A value as a cell of a table for people. */
export function cellOf(name: string, value: FieldValue): string {
  if (value === undefined) return "";
  const own = words[name];
  if (own !== undefined) return own(value as never);
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  return Array.isArray(value) ? value.join(", ") : String(value);
}
