import { type Choice, type Field, isFlag, type Kind, valuesOf } from "./kind.ts";
import { choiceSchema } from "./schema.ts";
import type { KindTable } from "./table.ts";

/**
 * The choice that a word stands for: `kl:0.05,0.1` is `{ kind: "kl", target: 0.05, weight: 0.1 }`.
 * @returns `undefined` where the word is none of the table's
 */
export function choiceOf(table: KindTable<Kind>, word: string): Choice | undefined {
  const [name = "", rest, ...more] = word.split(":");
  if (!table.has(name) || more.length > 0) return undefined;
  const fields = Object.entries(table.of(name).fields);
  const texts = rest === undefined ? [] : rest.split(",");
  if (texts.length > fields.length) return undefined;
  const values = texts.map((text, index) => {
    const [field, about] = fields[index] as [string, Field];
    return [field, readValue(about, text.trim())];
  });
  // A flag that is not set is left out.
  const given = values.filter(([, value]) => value !== false);
  return choiceSchema(table).safeParse({ kind: name, ...Object.fromEntries(given) }).data;
}

/** NaN is no value of any field, so that a schema refuses it. */
function readValue(field: Field, text: string): number | boolean {
  if (!isFlag(field)) return text === "" ? Number.NaN : Number(text);
  if ([field.placeholder, "true", "1"].includes(text)) return true;
  return ["false", "0"].includes(text) ? false : Number.NaN;
}

/** The word of a choice; {@link choiceOf} reads it. */
export function wordOf(table: KindTable<Kind>, choice: Choice): string {
  const { kind } = choice;
  const values = valuesOf(choice);
  const texts = Object.entries(table.of(kind).fields).flatMap(([name, field]) => textOf(field, values[name]));
  return texts.length === 0 ? kind : `${kind}:${texts.join(",")}`;
}

function textOf(field: Field, value: number | boolean | undefined): readonly string[] {
  if (value === undefined || value === false) return [];
  return [isFlag(field) ? field.placeholder : String(value)];
}

/** How the words of a kind are written: `kl:TARGET,WEIGHT`, `topk:K[,FROM]`. */
export function formOf({ name, fields }: Kind): string {
  const all = Object.values(fields);
  const needed = all.filter(({ optional }) => !optional).map(({ placeholder }) => placeholder);
  const others = all.filter(({ optional }) => optional).map(({ placeholder }) => placeholder);
  const open = others.reduceRight((inner, one) => `[${needed.length > 0 ? "," : ":"}${one}${inner}]`, "");
  return `${name}${needed.length > 0 ? `:${needed.join(",")}` : ""}${open}`;
}

/** The same with its limits: `gaussian:SIGMA (SIGMA from 0 to 10)`. */
export const formWithLimits = (kind: Kind): string => `${formOf(kind)}${limitsOf(kind)}`;

/** The forms of a table with their limits, for a message: `gaussian:SIGMA (SIGMA from 0 to 10)`. */
export function expectedForms(table: KindTable<Kind>, ...before: readonly string[]): string {
  const forms = [...before, ...table.kinds.map(formWithLimits)];
  return forms.length === 1 ? (forms[0] as string) : `${forms.slice(0, -1).join(", ")} or ${forms.at(-1)}`;
}

function limitsOf({ fields, rule }: Kind): string {
  const limits = Object.values(fields).flatMap((field) =>
    isFlag(field)
      ? []
      : [`${field.placeholder} ${field.whole ? "whole, " : ""}from ${field.minimum} to ${field.maximum}`],
  );
  const all = rule === undefined ? limits : [...limits, rule.words];
  return all.length === 0 ? "" : ` (${all.join(", ")})`;
}
