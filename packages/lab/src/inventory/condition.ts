import { UsageError } from "hourglass-core/internal/errors.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { type Field, type FieldValue, fieldOf } from "./fields.ts";
import type { Item } from "./inventory.ts";

/** Whether an item is one of those that are asked for. */
export type Condition = (item: Item) => boolean;

type Compare = (value: string | number, asked: string | number) => boolean;

/** The longer ones first, so that `>=` is not taken for `>`. */
const comparisons: Readonly<Record<string, Compare>> = {
  "!=": (value, asked) => !same(value, asked),
  ">=": (value, asked) => value >= asked,
  "<=": (value, asked) => value <= asked,
  "=": same,
  ">": (value, asked) => value > asked,
  "<": (value, asked) => value < asked,
  "~": (value, asked) => lower(value).includes(lower(asked)),
};

function same(value: string | number, asked: string | number): boolean {
  return lower(value) === lower(asked);
}

function lower(value: string | number): string {
  return String(value).toLowerCase();
}

const words = Object.keys(comparisons);

/**
 * A condition as it is written: `model=deep`, `mse<0.01`, `date>=2026-11`, `tag!=draft`, `name~study`. Of tags it is asked whether one is so,
 * or with `!=` whether none is. What has no such value fulfils `!=` alone.
 * @throws UsageError on what is none, on a name that there is not, and where a number is compared with what is none
 */
export function parseCondition(text: string, option: string): Condition {
  const [sign] = words
    .flatMap((word) => (text.includes(word) ? [{ word, at: text.indexOf(word) }] : []))
    .sort((a, b) => a.at - b.at || words.indexOf(a.word) - words.indexOf(b.word));
  if (sign === undefined || sign.at === 0 || sign.at + sign.word.length === text.length) {
    throw new UsageError(
      `${option}: expected a name, one of ${words.join(" ")}, and a value, such as "model=deep" or "mse<0.01", found ${showValue(text)}`,
    );
  }
  const field = fieldOf(text.slice(0, sign.at).trim(), option);
  const asked = text.slice(sign.at + sign.word.length).trim();
  const compare = comparisons[sign.word] as Compare;
  return (item) => holds(field, field.of(item), sign.word, compare, asked, option);
}

function holds(
  { name }: Field,
  value: FieldValue,
  word: string,
  compare: Compare,
  asked: string,
  option: string,
): boolean {
  if (value === undefined) return word === "!=";
  if (Array.isArray(value)) {
    const test = (one: string): boolean => compare(one, asked);
    return word === "!=" ? value.every(test) : value.some(test);
  }
  if (typeof value !== "number") return compare(String(value), asked);
  if (word === "~") return compare(value, asked);
  const number = Number(asked);
  if (asked === "" || Number.isNaN(number)) {
    throw new UsageError(
      `${option}: ${name} is a number: expected one after ${word}, found ${showValue(asked)}`,
    );
  }
  return compare(value, number);
}
