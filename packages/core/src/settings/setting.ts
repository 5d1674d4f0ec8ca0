import * as z from "zod";
import type { Choice, Kind } from "../kinds/kind.ts";
import { ownersOf } from "../kinds/own-settings.ts";
import type { KindTable } from "../kinds/table.ts";
import { choiceOf, expectedForms, formOf, formWithLimits } from "../kinds/word.ts";
import type { SettingName } from "./settings.ts";

/** One setting of a training run: its values, its default, and how it is explained. */
export interface Setting<T = unknown> {
  /** Accepts exactly the valid values; numbers carry their limits (`minValue`, `maxValue`). */
  readonly schema: z.ZodType<T>;
  readonly default: T;
  readonly help: string;
  /** Its help without the words that a command line takes, where these are in it: for forms, which have controls for them. */
  readonly about?: string;
  /** The heading under which the help, the report and the page list it. */
  readonly group: "data" | "model" | "objective" | "training" | "stopping" | "evaluation" | "machine";
  /** Placeholder in the command line's help, for settings that take a value. */
  readonly value?: string;
  /** What it takes, in words, where the schema cannot tell. */
  readonly expected?: string;
  /** The kinds that it chooses from, where it is a word of one. */
  readonly choice?: ChoiceOfKinds;
  /** A name that it had, or has as well. */
  readonly alias?: string;
  /** The value that says what versions without this setting did; given for those that were added later. */
  readonly before?: T;
}

/** The words that a setting takes: `none`, or those of a table's kinds. */
export interface ChoiceOfKinds {
  readonly table: KindTable<Kind>;
  /** Whether it may be `none`. */
  readonly none: boolean;
  /** Whether words may be added up: `l1:0.1+kl:0.05,0.1`. */
  readonly several: boolean;
}

/** A row for a setting whose values are words of a table's kinds. */
export function choice(
  table: KindTable<Kind>,
  row: Pick<Setting<string>, "default" | "group" | "alias" | "before"> & {
    /** What is chosen; the forms follow. */
    readonly help: string;
    readonly none?: true;
    readonly several?: true;
  },
): Setting<string> {
  const { none = false, several = false, ...rest } = row;
  const kinds = { table, none, several };
  const ends = none ? ["none"] : [];
  return {
    ...rest,
    about: row.help,
    value: "NAME",
    choice: kinds,
    schema: z.string().refine((word) => choicesOf(kinds, word) !== undefined),
    get help() {
      const forms = [...ends, ...table.kinds.map((kind) => wordsOf(kind))];
      return `${row.help}: ${forms.join(", ")}${several ? "; several are added up with +" : ""}`;
    },
    get expected() {
      return `${expectedForms(table, ...ends)}${several ? ", several joined by +" : ""}`;
    },
  };
}

/** A row for a setting that belongs to some kinds of a table; its help begins with theirs. */
export function ownSetting<T>(table: KindTable<Kind>, name: SettingName, row: Setting<T>): Setting<T> {
  // As descriptors: help and what is expected follow from tables, at the time when they are asked for.
  return Object.defineProperties({} as Setting<T>, {
    ...Object.getOwnPropertyDescriptors(row),
    help: { get: () => `${ownersOf(table, name).join(" or ")} ${table.noun}: ${row.help}`, enumerable: true },
  });
}

/** `kl:TARGET,WEIGHT (KL penalty)` */
function wordsOf(kind: Kind): string {
  const form = formOf(kind);
  return kind.title.toLowerCase() === form.toLowerCase() ? form : `${form} (${kind.title})`;
}

/** The choices that a word of a setting stands for; `undefined` where it is none of its words. */
export function choicesOf(
  { table, none, several }: ChoiceOfKinds,
  word: string,
): readonly Choice[] | undefined {
  if (none && word === "none") return [];
  const words = several ? addends(word) : [word.trim()];
  const choices = words.map((one) => choiceOf(table, one));
  const found = choices.filter((one) => one !== undefined);
  return found.length === choices.length ? found : undefined;
}

/** The form of the kind that a wrong word names, where it names one: who forgot a number need not read of all other kinds. */
export function formNearest({ table, several }: ChoiceOfKinds, word: unknown): string | undefined {
  if (typeof word !== "string") return undefined;
  const wrong = (several ? addends(word) : [word.trim()]).filter((one) => choiceOf(table, one) === undefined);
  const names = wrong.map((one) => one.split(":")[0] as string);
  const [name] = names;
  return name !== undefined && names.every((one) => table.has(one))
    ? formWithLimits(table.of(name))
    : undefined;
}

/** The words that are added up in one. A plus may also be that of an exponent: `l1:1e+3`. */
export function addends(word: string): readonly string[] {
  return word.split(/\+\s*(?=[a-z])/).map((one) => one.trim());
}
