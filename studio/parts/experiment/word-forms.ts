import type { SettingName } from "../../../src/settings/settings.ts";

/** A number that a word carries, as a field. */
interface WordNumber {
  readonly label: string;
  /** What it is when the form is chosen; absent for one that may be left out, as the last may. */
  readonly first?: number;
  readonly step: number | "any";
}

/** One form that the word of a setting can have: `kl:TARGET,WEIGHT`. */
export interface WordForm {
  /** What stands before the colon; empty where the number stands alone. */
  readonly kind: string;
  readonly title: string;
  readonly numbers: readonly WordNumber[];
}

/** Settings that are a word with numbers, or a word or a number, with their forms. */
export const wordForms: { readonly [Name in SettingName]?: readonly WordForm[] } = {
  sparsity: [
    { kind: "none", title: "none", numbers: [] },
    { kind: "l1", title: "L1 penalty", numbers: [{ label: "weight", first: 1e-4, step: "any" }] },
    {
      kind: "kl",
      title: "KL penalty",
      numbers: [
        { label: "target activity", first: 0.05, step: "any" },
        { label: "weight", first: 0.1, step: "any" },
      ],
    },
    {
      kind: "topk",
      title: "only the k largest",
      numbers: [
        { label: "k", first: 4, step: 1 },
        { label: "k at the start of training", step: 1 },
      ],
    },
  ],
  corruption: [
    { kind: "none", title: "none", numbers: [] },
    {
      kind: "gaussian",
      title: "Gaussian noise",
      numbers: [{ label: "standard deviation", first: 0.5, step: 0.05 }],
    },
    { kind: "masking", title: "pixels go black", numbers: [{ label: "share", first: 0.5, step: 0.05 }] },
    { kind: "salt-pepper", title: "salt and pepper", numbers: [{ label: "share", first: 0.3, step: 0.05 }] },
  ],
  schedule: [
    { kind: "constant", title: "constant", numbers: [] },
    { kind: "cosine", title: "cosine, to 0 at the end", numbers: [] },
    {
      kind: "step",
      title: "in steps",
      numbers: [
        { label: "every so many epochs", first: 5, step: 1 },
        { label: "times", first: 0.5, step: 0.05 },
      ],
    },
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

/** Takes apart a value that the table of settings accepts. */
export function formOf(forms: readonly WordForm[], value: string | number): FormedWord | undefined {
  const [kind = "", numbers = ""] = typeof value === "number" ? ["", String(value)] : value.split(":");
  const form = forms.find((one) => one.kind === kind);
  return form && { form, numbers: numbers === "" ? [] : numbers.split(",").map(Number) };
}

/** The value again: `kl:0.05,0.1`, or a number that stands alone. */
export function wordFrom({ kind }: WordForm, numbers: readonly number[]): string | number {
  if (kind === "") return numbers[0] ?? 0;
  return numbers.length === 0 ? kind : `${kind}:${numbers.join(",")}`;
}
