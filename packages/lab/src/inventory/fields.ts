import { UsageError } from "hourglass-core/internal/errors.ts";
import { settingNamed, settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { listed, nearestWord } from "hourglass-core/internal/words.ts";
import { ownFieldNames } from "./field-names.ts";
import type { Item } from "./inventory.ts";

/** What an item says of itself under a name; several words of its tags. */
export type FieldValue = string | number | boolean | readonly string[] | undefined;

/** A name by which items are chosen, sorted and shown. */
export interface Field {
  readonly name: string;
  readonly of: (item: Item) => FieldValue;
}

const own: Readonly<Record<(typeof ownFieldNames)[number], Field["of"]>> = {
  name: ({ id }) => id,
  kind: ({ kind }) => kind,
  status: ({ status }) => status,
  tag: ({ tags }) => tags,
  data: ({ data }) => data,
  model: ({ model }) => model,
  code: ({ code }) => code,
  seed: ({ seed }) => seed,
  epochs: ({ epochs }) => epochs,
  trainings: ({ trainings }) => trainings,
  parameters: ({ parameters }) => parameters,
  bce: ({ bce }) => bce,
  mse: ({ mse }) => mse,
  sse: ({ sse }) => sse,
  accuracy: ({ accuracy }) => accuracy,
  auroc: ({ auroc }) => auroc,
  alarms: ({ alarms }) => alarms,
  seconds: ({ seconds }) => seconds,
  date: ({ date }) => date,
  size: ({ bytes }) => bytes,
  study: ({ study }) => study,
};

/**
 * The field of a name: one of ours, else a setting of training, as a file (`learningRate`) or the command line (`learning-rate`) has it.
 * @param option for messages
 * @throws UsageError on another, saying which there are
 */
export function fieldOf(name: string, option: string): Field {
  const ours = Object.hasOwn(own, name) ? own[name as keyof typeof own] : undefined;
  if (ours !== undefined) return { name, of: ours };
  const setting = settingNamed(name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
  if (setting !== undefined) return { name, of: ({ settings }) => textOf(settings?.[setting]) };
  const nearest = nearestWord(name, [...ownFieldNames, ...settingNames]);
  throw new UsageError(
    `${option}: expected ${listed(ownFieldNames, "or")}, or a setting of training such as learning-rate, found ${showValue(name)}; ` +
      `did you mean ${nearest}?`,
  );
}

function textOf(value: unknown): FieldValue {
  return Array.isArray(value) ? value.join(",") : (value as FieldValue);
}

/** Numbers by their size, texts as people sort them; what has no value comes last, whatever the direction. */
export function inOrderOf({ of }: Field, isDescending: boolean): (a: Item, b: Item) => number {
  const sign = isDescending ? -1 : 1;
  return (a, b) => {
    const [one, other] = [of(a), of(b)];
    if (isAbsent(one) || isAbsent(other)) return Number(isAbsent(one)) - Number(isAbsent(other));
    if (typeof one === "number" && typeof other === "number") return sign * (one - other);
    return sign * String(one).localeCompare(String(other), "en", { numeric: true });
  };
}

function isAbsent(value: FieldValue): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
