import { sampleKinds } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { type Field, isFlag, type Kind } from "hourglass-core/internal/kinds/kind.ts";
import { addends } from "hourglass-core/internal/settings/setting.ts";
import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import { settingsTable } from "hourglass-core/internal/settings/settings-table.ts";

/** A number that a word carries, as a field. */
interface WordNumber {
  readonly label: string;
  /** What it is when the form is chosen; absent for one that may be left out, as the last may. */
  readonly first?: number;
  readonly step: number | "any";
  readonly minimum?: number;
  readonly maximum?: number;
  /** The word of what is there or not: 1 where it is. */
  readonly flag?: string;
}

/** A word, or a number that stands alone. */
export type Word = string | number;

/** One form that the word of a setting can have: `kl:TARGET,WEIGHT`. */
export interface WordForm {
  /** What stands before the colon; empty where the number stands alone. */
  readonly kind: string;
  readonly title: string;
  readonly numbers: readonly WordNumber[];
}

/** Settings that are a word, or a word or a number. */
const wordOrNumber: { readonly [Name in SettingName]?: readonly WordForm[] } = {
  samples: [
    { kind: "auto", title: "what the array says", numbers: [] },
    ...sampleKinds.kinds.map(({ name, plural }) => ({ kind: name, title: plural, numbers: [] })),
  ],
  validation: [
    { kind: "auto", title: "a sixth, at most 10,000", numbers: [] },
    { kind: "", title: "so many", numbers: [{ label: "images", first: 5000, step: 1 }] },
  ],
  trainingImages: [
    { kind: "all", title: "all of them", numbers: [] },
    { kind: "", title: "so many", numbers: [{ label: "images", first: 10_000, step: 1 }] },
  ],
};

/** The forms of a setting that is a word with numbers, or a word or a number; `undefined` for others. */
export function wordForms(name: SettingName): readonly WordForm[] | undefined {
  const { choice } = settingsTable[name];
  if (choice === undefined) return wordOrNumber[name];
  const none = { kind: "none", title: "none", numbers: [] };
  return [...(choice.none ? [none] : []), ...choice.table.kinds.map(formOfKind)];
}

function formOfKind({ name, title, fields }: Kind): WordForm {
  return { kind: name, title, numbers: Object.values(fields).map(numberOf) };
}

function numberOf(field: Field): WordNumber {
  if (isFlag(field)) return { label: field.title, step: 1, flag: field.placeholder };
  const { title, first, minimum, maximum, step = "any", optional = false } = field;
  return { label: title, step, minimum, maximum, ...(optional ? {} : { first }) };
}

/** The numbers of a form that was just chosen. */
export function firstNumbers({ numbers }: WordForm): readonly number[] {
  return numbers.flatMap(({ first }) => first ?? []);
}

/** The numbers when something was typed in place of one; an empty field leaves it out, where that may be. */
export function withNumber(
  { numbers: fields }: WordForm,
  numbers: readonly number[],
  at: number,
  typed: string,
): readonly number[] {
  if (typed === "" && fields[at]?.first === undefined) return numbers.slice(0, at);
  return numbers.length === at ? [...numbers, Number(typed)] : numbers.with(at, Number(typed));
}

/** A value of such a setting as its form and its numbers. */
export interface FormedWord {
  readonly form: WordForm;
  readonly numbers: readonly number[];
}

/** Takes apart a word of one of these forms. */
export function formOf(forms: readonly WordForm[], value: Word): FormedWord {
  const [kind = "", texts = ""] = typeof value === "number" ? ["", String(value)] : value.split(":");
  const form = forms.find((one) => one.kind === kind) as WordForm;
  const numbers = texts === "" ? [] : texts.split(",");
  return { form, numbers: numbers.map((text, at) => (text === form.numbers[at]?.flag ? 1 : Number(text))) };
}

/** The value again: `kl:0.05,0.1`, or a number that stands alone. */
export function wordFrom({ kind, numbers: fields }: WordForm, numbers: readonly number[]): Word {
  if (kind === "") return numbers[0] ?? 0;
  const texts = numbers.flatMap((number, at) => {
    const flag = fields[at]?.flag;
    if (flag === undefined) return [String(number)];
    return number === 1 ? [flag] : [];
  });
  return texts.length === 0 ? kind : `${kind}:${texts.join(",")}`;
}

/** The words of a setting's value: those that are added up, where it takes several. */
export function wordsIn(name: SettingName, value: Word): readonly Word[] {
  return settingsTable[name].choice?.several ? addends(String(value)) : [value];
}

/** The value that words are together. */
export function addUp(words: readonly Word[]): Word {
  if (words.length === 1) return words[0] as Word;
  return words.filter((word) => word !== "none").join("+");
}

/** A word of a form that is not among the words yet: the first that is accepted beside them, if there is one. */
export function anotherWord(
  forms: readonly WordForm[],
  words: readonly Word[],
  accepts: (value: Word) => boolean,
): Word {
  const used = words.map((word) => formOf(forms, word).form);
  const offered = forms
    .filter((form) => form.kind !== "none" && !used.includes(form))
    .map((form) => wordFrom(form, firstNumbers(form)));
  return offered.find((word) => accepts(addUp([...words, word]))) ?? offered[0] ?? (words[0] as Word);
}
