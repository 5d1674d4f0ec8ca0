import * as z from "zod";
import type { ColumnKind, QuantityFacts } from "./column-kind.ts";
import { quantityFields } from "./quantity.ts";

/** Days and times: in a set, days since the column's first. */
export interface DateColumn extends QuantityFacts {
  readonly kind: "date";
  /** The day from which days are counted, such as `2024-03-01`: near the dates, where float32 tells seconds apart. */
  readonly from: string;
}

/** ISO 8601: a day, or a day and a time, in UTC unless an offset is given. */
const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

const millisecondsOfDay = 86_400_000;

/** Milliseconds since 1970 of a text; `undefined` where it is no date. */
export function readDate(text: string): number | undefined {
  const [, day, time = "00:00", offset = "Z"] = form.exec(text) ?? [];
  if (day === undefined) return undefined;
  const at = Date.parse(`${day}T${time}${offset}`);
  const midnight = Date.parse(`${day}T00:00Z`);
  if (Number.isNaN(at) || Number.isNaN(midnight)) return undefined;
  // A day that no month has would be one of the next month.
  return dayOf(midnight) === day ? at : undefined;
}

/** The day of a date that {@link readDate} gave. */
export function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

const origin = ({ from }: DateColumn): number => readDate(from) as number;

export const date: ColumnKind<DateColumn> = {
  name: "date",
  unit: "days",
  plural: "dates",
  options: {
    ...quantityFields,
    from: z
      .string()
      .refine((text) => readDate(text) !== undefined)
      .meta({ expected: "a day such as 2024-03-01" }),
  },
  meaning: ({ from }) => `days since ${from}`,
  read: (text, column) => {
    const at = readDate(text);
    return at === undefined ? undefined : (at - origin(column)) / millisecondsOfDay;
  },
  write: (value, column) => {
    const at = origin(column) + Math.round((value * millisecondsOfDay) / 1000) * 1000;
    if (!(Math.abs(at) < 8.64e15)) return "";
    const text = new Date(at).toISOString();
    return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.replace(/\.000Z$/, "Z");
  },
};
